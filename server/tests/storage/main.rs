//! Storage: one suite that runs on SQLite and on PostgreSQL, and what is special about each.

mod cases;
mod claims;
mod crash;
mod opening;
mod portable;
mod postgres;
mod rooms;
mod scratch;
mod writing;

/// Makes every case a test on each database.
macro_rules! conformance {
    ($($module:ident::$case:ident,)*) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $case() {
                crate::$module::$case(&crate::scratch::Scratch::sqlite().await).await;
            })*
        }
        mod postgresql {
            $(#[tokio::test]
            async fn $case() {
                crate::$module::$case(&crate::scratch::Scratch::postgres().await).await;
            })*
        }
    };
}

conformance! {
    cases::players_come_back,
    cases::unknown_ids_give_nothing,
    cases::ids_and_tokens_are_taken_once,
    cases::extremes_keep_their_bits,
    cases::texts_come_back_as_they_were,
    cases::the_last_write_to_a_key_wins,
    cases::facings_come_back,
    cases::talk_and_visits_are_logged,
    cases::what_was_left_open_is_closed,
    writing::many_rows_share_a_commit,
    writing::rows_are_stored_without_a_flush,
    writing::everybody_writes_at_once,
    writing::a_row_that_cannot_be_stored_stands_alone,
    writing::rows_wait_in_order_while_the_database_is_away,
    writing::the_writer_ends_with_its_last_handle,
    writing::what_was_flushed_survives_a_kill,
    opening::opening_again_changes_nothing,
    opening::a_newer_version_is_left_alone,
    opening::another_history_is_refused,
    claims::a_database_is_claimed_by_one,
    claims::a_forgotten_player_leaves_nothing,
    rooms::open_rooms_come_back_and_closed_ones_are_gone,
    rooms::games_and_what_was_asked_are_kept,
    rooms::imported_questions_come_in_together_or_not_at_all,
    portable::a_backup_comes_back_in_either_database,
    portable::copies_go_there_and_back,
    portable::only_an_empty_database_takes_a_town,
    portable::broken_files_change_nothing,
    portable::a_backup_of_a_town_that_goes_on_is_one_moment,
    portable::every_table_and_column_is_carried,
    portable::looking_changes_nothing,
}
