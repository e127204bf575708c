// Loads the game with real progress, opens the door when it draws, and says plainly what is missing.

const WASM = "{{parlor_bg.wasm}}";
const BYTES = Number("{{bytes:parlor_bg.wasm}}");
const GLUE = "{{parlor.js}}";

const canvas = document.getElementById("game");
const door = document.getElementById("door");
const bar = document.getElementById("bar");
const word = document.getElementById("word");

function say(text, failed) {
  word.textContent = text;
  if (failed) {
    door.classList.remove("open");
    bar.hidden = true;
    document.getElementById("again").hidden = false;
  }
}

function progress(share) {
  const percent = Math.min(100, Math.floor(share * 100));
  document.getElementById("done").style.width = percent + "%";
  bar.setAttribute("aria-valuenow", String(percent));
}

function missing() {
  if (typeof WebAssembly !== "object") return "This browser can't run the game: it has no WebAssembly.";
  if (typeof WebSocket !== "function") return "This browser can't reach the town: it has no WebSocket.";
  const probe = document.createElement("canvas").getContext("webgl2");
  if (!probe) return "This browser can't draw the town: it has no WebGL 2. Switching on hardware acceleration may help.";
  probe.getExtension("WEBGL_lose_context")?.loseContext();
  return null;
}

// Browsers keep sound silent until the player does something; then everything wakes that was made before.
function unlockSound() {
  const contexts = [];
  const Native = window.AudioContext;
  if (!Native) return;
  window.AudioContext = class extends Native {
    constructor(...options) {
      super(...options);
      contexts.push(this);
    }
  };
  const wake = () => contexts.forEach((context) => context.state === "suspended" && context.resume());
  for (const gesture of ["pointerdown", "keydown", "touchend"]) window.addEventListener(gesture, wake, { passive: true });
}

// Browsers keep their clipboard from pages that came without encryption, and what copies for the game counts on it.
// Copying as the page's own answer to a copy is allowed everywhere.
function lendClipboard() {
  if (navigator.clipboard) return;
  const writeText = async (text) => {
    const answer = (event) => {
      event.clipboardData.setData("text/plain", text);
      event.preventDefault();
      // The game would take this for another copy of the player's.
      event.stopImmediatePropagation();
    };
    window.addEventListener("copy", answer, { capture: true });
    const done = document.execCommand("copy");
    window.removeEventListener("copy", answer, { capture: true });
    if (!done) throw new Error("the browser didn't let it be copied");
  };
  Object.defineProperty(navigator, "clipboard", { value: { writeText } });
}

// Keys that would scroll the page or move the focus out of the game; all other shortcuts stay the browser's.
function keepKeys() {
  const held = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", " ", "Tab", "Backspace", "'", "/", "F3", "F4"]);
  canvas.addEventListener("keydown", (event) => {
    if (held.has(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) event.preventDefault();
  });
  canvas.addEventListener("contextmenu", (event) => event.preventDefault());
  canvas.addEventListener("wheel", (event) => event.preventDefault(), { passive: false });
  // Browsers play a mouse after each touch, which would take the focus from the line that on-screen keyboards write to.
  canvas.addEventListener("touchend", (event) => event.preventDefault(), { passive: false });
  // A finger keeps the on-screen keyboard where it is; the game opens and closes it.
  canvas.addEventListener("pointerdown", (event) => event.pointerType === "touch" || canvas.focus());
}

// The game, counted as it comes in.
async function download() {
  const response = await fetch(WASM);
  if (!response.ok) throw new Error("status " + response.status);
  let got = 0;
  const counted = response.body.pipeThrough(
    new TransformStream({
      transform(chunk, out) {
        got += chunk.byteLength;
        progress(got / BYTES);
        out.enqueue(chunk);
      },
    }),
  );
  return new Response(counted, { headers: { "Content-Type": "application/wasm" } });
}

// The door opens with the first picture: two frames after the game has sized its canvas and drawn.
function openDoor() {
  const look = () => {
    if (document.documentElement.dataset.drawn === "yes") {
      door.classList.add("open");
      canvas.focus();
    } else {
      requestAnimationFrame(look);
    }
  };
  requestAnimationFrame(look);
}

async function start() {
  const lack = missing();
  if (lack) return say(lack, true);
  unlockSound();
  lendClipboard();
  keepKeys();
  window.addEventListener("unhandledrejection", (event) => fail(event.reason));
  window.addEventListener("error", (event) => fail(event.error));
  canvas.addEventListener("webglcontextlost", () => say("The picture was lost. Trying again brings it back.", true));
  try {
    const [glue, game] = await Promise.all([import(GLUE), download()]);
    say("Opening the door …");
    openDoor();
    await glue.default({ module_or_path: game });
  } catch (cause) {
    fail(cause);
  }
}

function fail(cause) {
  // Winit leaves the start-up function by throwing this on purpose.
  if (String(cause?.message ?? cause).includes("Using exceptions for control flow")) return;
  console.error(cause);
  say("The game didn't start. The town may be closed, or the connection was cut.", true);
}

document.getElementById("again").addEventListener("click", () => location.reload());
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => {});
start();
