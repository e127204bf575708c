//! Reading and storing all rows of a database, in the same words for SQLite and PostgreSQL.

use futures_util::TryStreamExt as _;
use sqlx::{AssertSqlSafe, ColumnIndex, Connection, Database, Decode, Encode, Executor, QueryBuilder, Row as _, Type};
use sqlx::{Postgres, Sqlite};
use tokio::sync::mpsc;

use super::row::{Item, Row, Sum, Tally, Value};
use super::tables::{Holds, TABLES, Table};
use crate::storage::StoreError;

/// Most rows in one statement: with ten columns far below the limits of both databases.
const TOGETHER: usize = 200;

/// How many items may wait between two ends.
pub(super) const WAITING: usize = 1_000;

/// A database that towns are carried between.
pub(super) trait Carrier: Database {
    /// What makes texts sort by their bytes, as in the other database.
    const BY_BYTES: &'static str;
}

impl Carrier for Sqlite {
    const BY_BYTES: &'static str = " COLLATE BINARY";
}

impl Carrier for Postgres {
    const BY_BYTES: &'static str = r#" COLLATE "C""#;
}

fn names(table: &Table) -> String {
    table.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

/// Sends every row in order, then their sum. Call it in a transaction that sees one moment of the town.
pub(super) async fn send<D: Carrier>(
    connection: &mut D::Connection,
    items: mpsc::Sender<Item>,
) -> Result<(), StoreError>
where
    for<'c> &'c mut D::Connection: Executor<'c, Database = D>,
    for<'q> D::Arguments: sqlx::IntoArguments<D>,
    for<'r> Option<i64>: Decode<'r, D> + Type<D>,
    for<'r> Option<String>: Decode<'r, D> + Type<D>,
    for<'r> Vec<u8>: Decode<'r, D> + Type<D>,
    usize: ColumnIndex<D::Row>,
{
    let failed = StoreError::of("reading the town");
    let mut sum = Sum::default();
    for table in &TABLES {
        let order = |column: &&str| match table.holds(column) {
            Holds::Text => format!("{column}{}", D::BY_BYTES),
            Holds::Number | Holds::Bytes => format!("{column} NULLS FIRST"),
        };
        let order: Vec<String> = table.order.iter().map(order).collect();
        let sql = format!("SELECT {} FROM {} ORDER BY {}", names(table), table.name, order.join(", "));
        let mut rows = sqlx::query(AssertSqlSafe(sql)).fetch(&mut *connection);
        while let Some(row) = rows.try_next().await.map_err(&failed)? {
            let value = |(n, (_, holds)): (usize, &(&str, Holds))| match holds {
                Holds::Number => row.try_get(n).map(Value::Number),
                Holds::Text => row.try_get(n).map(Value::Text),
                Holds::Bytes => row.try_get(n).map(Value::Bytes),
            };
            let values = table.columns.iter().enumerate().map(value).collect::<Result<_, _>>().map_err(&failed)?;
            let row = Row { table, values };
            sum.add(table, &row.line());
            if items.send(Item::Row(row)).await.is_err() {
                // The other end has given up, and says why.
                return Ok(());
            }
        }
    }
    // As above.
    let _ = items.send(Item::End(sum.tally())).await;
    Ok(())
}

/// A table that has rows; `None` for an empty database.
pub(super) async fn filled<D: Carrier>(connection: &mut D::Connection) -> Result<Option<&'static str>, StoreError>
where
    for<'c> &'c mut D::Connection: Executor<'c, Database = D>,
    for<'q> D::Arguments: sqlx::IntoArguments<D>,
{
    for table in &TABLES {
        let sql = format!("SELECT 1 FROM {} LIMIT 1", table.name);
        let row = sqlx::query(AssertSqlSafe(sql)).fetch_optional(&mut *connection).await;
        if row.map_err(StoreError::of("looking for rows"))?.is_some() {
            return Ok(Some(table.name));
        }
    }
    Ok(None)
}

/// Stores every row that comes, and makes sure that all came: the caller commits only what this returns for.
pub(super) async fn store<D: Carrier>(
    connection: &mut D::Connection,
    mut items: mpsc::Receiver<Item>,
) -> Result<Tally, StoreError>
where
    D::Connection: Connection<Database = D>,
    for<'c> &'c mut D::Connection: Executor<'c, Database = D>,
    D::Arguments: Default + sqlx::IntoArguments<D>,
    Option<i64>: for<'q> Encode<'q, D> + Type<D>,
    for<'q> Option<&'q str>: Encode<'q, D> + Type<D>,
    for<'q> &'q [u8]: Encode<'q, D> + Type<D>,
    for<'r> Option<i64>: Decode<'r, D>,
    for<'r> Option<String>: Decode<'r, D> + Type<D>,
    for<'r> Vec<u8>: Decode<'r, D> + Type<D>,
    usize: ColumnIndex<D::Row>,
{
    let failed = StoreError::of("storing the town");
    let mut together: Vec<Row> = Vec::new();
    let sent = loop {
        let item = items.recv().await;
        let ends_batch = match &item {
            Some(Item::Row(row)) => {
                together.len() == TOGETHER || together.last().is_some_and(|last| last.table.name != row.table.name)
            }
            _ => true,
        };
        if ends_batch && let Some(first) = together.first() {
            let mut query =
                QueryBuilder::<D>::new(format!("INSERT INTO {} ({}) ", first.table.name, names(first.table)));
            query.push_values(&together, |mut values, row| {
                for value in &row.values {
                    match value {
                        Value::Number(number) => values.push_bind(*number),
                        Value::Text(text) => values.push_bind(text.as_deref()),
                        Value::Bytes(bytes) => values.push_bind(bytes.as_slice()),
                    };
                }
            });
            query.build().execute(&mut *connection).await.map_err(&failed)?;
            together.clear();
        }
        match item {
            Some(Item::Row(row)) => together.push(row),
            Some(Item::End(tally)) => break tally,
            None => return Err(StoreError::BadBackup { cause: "not all rows came".to_owned() }),
        }
    };
    let (to, stored) = mpsc::channel(WAITING);
    let (read, stored) = tokio::join!(send::<D>(connection, to), sum(stored));
    read?;
    if stored.as_ref() == Some(&sent) {
        return Ok(sent);
    }
    Err(StoreError::BadBackup { cause: "what the database holds isn't what was sent".to_owned() })
}

/// The sum that comes at the end of the rows; `None` when it doesn't.
async fn sum(mut items: mpsc::Receiver<Item>) -> Option<Tally> {
    while let Some(item) = items.recv().await {
        if let Item::End(tally) = item {
            return Some(tally);
        }
    }
    None
}
