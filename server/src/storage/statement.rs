//! Statements with many rows, run together in one transaction on either kind of database.

use std::borrow::Cow;

use sqlx::{Database, Encode, Postgres, QueryBuilder, Sqlite, Type};

use super::Db;
use super::write::Kind;

/// A value of a column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cell<'a> {
    Number(Option<i64>),
    Text(Option<Cow<'a, str>>),
}

/// Rows of one kind, all of them as long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Statement<'a> {
    pub(super) kind: Kind,
    pub(super) rows: Vec<Vec<Cell<'a>>>,
}

/// Runs all statements or none; they are durable when this returns.
pub(super) async fn commit(db: &Db, statements: &[Statement<'_>]) -> Result<(), sqlx::Error> {
    match db {
        Db::Sqlite(pool) => {
            // Taking the lock at once means waiting for it happens here and not half-way through.
            let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
            for statement in statements {
                let persistent = is_common(statement);
                query::<Sqlite>(statement).build().persistent(persistent).execute(&mut *transaction).await?;
            }
            transaction.commit().await
        }
        Db::Postgres(pool) => {
            let mut transaction = pool.begin().await?;
            for statement in statements {
                let persistent = is_common(statement);
                query::<Postgres>(statement).build().persistent(persistent).execute(&mut *transaction).await?;
            }
            transaction.commit().await
        }
    }
}

/// Whether the text of a statement is worth keeping prepared: every number of rows makes another text, and
/// only small numbers come again and again.
fn is_common(statement: &Statement<'_>) -> bool {
    statement.rows.len() <= 4
}

fn query<D: Database>(statement: &Statement<'_>) -> QueryBuilder<D>
where
    D::Arguments: Default,
    Option<i64>: for<'q> Encode<'q, D> + Type<D>,
    for<'q> Option<&'q str>: Encode<'q, D> + Type<D>,
{
    let (before, after) = statement.kind.sql();
    let mut query = QueryBuilder::new(before);
    query.push_values(&statement.rows, |mut values, row| {
        for cell in row {
            match cell {
                Cell::Number(number) => values.push_bind(*number),
                Cell::Text(text) => values.push_bind(text.as_deref()),
            };
        }
    });
    query.push(after);
    query
}
