// The light of the town: multiplies everything below it by the colour of the sky, with warm pools around
// lamps, and closes to a circle at doors. Works in whole scene pixels, so its edges match the art.

#import bevy_sprite::mesh2d_vertex_output::VertexOutput

struct Light {
    // Red, green and blue that multiply the picture (as on screen, not linear), and how strongly lamps shine.
    sky: vec4<f32>,
    // Centre and radius of the circle that stays visible, in scene pixels; no circle when the last is 0.
    iris: vec4<f32>,
};

@group(#{MATERIAL_BIND_GROUP}) @binding(0) var<uniform> light: Light;
// Per scene pixel: the colour that lamps bring it to, and how much of that.
@group(#{MATERIAL_BIND_GROUP}) @binding(1) var lamps: texture_2d<f32>;

@fragment
fn fragment(mesh: VertexOutput) -> @location(0) vec4<f32> {
    let px = floor(vec2<f32>(mesh.world_position.x, -mesh.world_position.y));
    let size = vec2<f32>(textureDimensions(lamps));
    var colour = light.sky.rgb;
    if all(px >= vec2<f32>(0.0)) && all(px < size) {
        let lamp = textureLoad(lamps, vec2<i32>(px), 0);
        colour = mix(colour, max(colour, lamp.rgb), lamp.a * light.sky.a);
    }
    if light.iris.w > 0.5 && distance(px, light.iris.xy) > light.iris.z {
        colour = vec3<f32>(0.0);
    }
    // The picture is blended in linear light.
    return vec4<f32>(pow(colour, vec3<f32>(2.2)), 1.0);
}
