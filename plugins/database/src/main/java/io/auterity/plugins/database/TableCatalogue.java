package io.auterity.plugins.database;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.database.DatabaseTable;
import io.auterity.spi.database.SqlType;
import io.auterity.spi.database.TableDetail;
import io.auterity.spi.database.TableDetail.TableColumn;
import io.auterity.spi.database.TableQuery;
import io.auterity.toolkit.paging.PageLimit;
import io.auterity.toolkit.paging.Pages;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tables and views of a database, by its driver. */
record TableCatalogue(DatabaseMetaData metadata, SqlDialect dialect, String provider) {

  private static final PageLimit LIMIT = new PageLimit(50, 200);
  private static final String[] TYPES = {
    "TABLE", "BASE TABLE", "PARTITIONED TABLE", "VIEW", "MATERIALIZED VIEW", "FOREIGN TABLE"
  };

  /** A page of tables in the order of their names. */
  Page<DatabaseTable> list(TableQuery query) throws SQLException {
    int limit = LIMIT.of(query.limit());
    List<DatabaseTable> all = new ArrayList<>(found(query.schema(), null));
    all.sort(Comparator.comparing(table -> table.ref().id()));
    return Pages.ofSorted(all, query.cursor(), limit, table -> table.ref().id());
  }

  /**
   * A table with its columns.
   *
   * @throws CallFailedException {@code not_found}
   */
  TableDetail get(String id) throws SQLException {
    int dot = id.indexOf('.');
    String schema = dot < 0 ? "" : id.substring(0, dot);
    String name = id.substring(dot + 1);
    DatabaseTable table =
        found(schema, name).stream()
            .filter(each -> each.schema().equals(schema) && each.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new CallFailedException(
                        FailureCode.NOT_FOUND,
                        "no table '%s'; name it with its schema, as database.table.list does"
                            .formatted(id)));
    return new TableDetail(table, columns(schema, name));
  }

  private List<DatabaseTable> found(@Nullable String schema, @Nullable String name)
      throws SQLException {
    List<DatabaseTable> tables = new ArrayList<>();
    String pattern = name == null ? "%" : escaped(name);
    try (ResultSet result =
        metadata.getTables(catalogue(schema), schemaPattern(schema), pattern, TYPES)) {
      while (result.next()) {
        String own = result.getString(dialect.schemasAreCatalogues() ? "TABLE_CAT" : "TABLE_SCHEM");
        String table = result.getString("TABLE_NAME");
        String type = result.getString("TABLE_TYPE").toUpperCase(Locale.ROOT);
        if (!dialect.ownSchema(own)) {
          Ref ref = new Ref(provider, own + "." + table);
          tables.add(new DatabaseTable(ref, own, table, type.contains("VIEW")));
        }
      }
    }
    return tables;
  }

  private List<TableColumn> columns(String schema, String table) throws SQLException {
    Set<String> keys = new HashSet<>();
    try (ResultSet result = metadata.getPrimaryKeys(catalogue(schema), plain(schema), table)) {
      while (result.next()) {
        keys.add(result.getString("COLUMN_NAME"));
      }
    }
    List<TableColumn> columns = new ArrayList<>();
    try (ResultSet result =
        metadata.getColumns(catalogue(schema), schemaPattern(schema), escaped(table), "%")) {
      while (result.next()) {
        columns.add(column(result, keys));
      }
    }
    return columns;
  }

  private TableColumn column(ResultSet result, Set<String> keys) throws SQLException {
    String name = result.getString("COLUMN_NAME");
    String type = result.getString("TYPE_NAME");
    int size = result.getInt("COLUMN_SIZE");
    int digits = result.getInt("DECIMAL_DIGITS");
    boolean signed = !type.toLowerCase(Locale.ROOT).contains("unsigned");
    SqlType known = dialect.type(result.getInt("DATA_TYPE"), type, signed, size);
    String declared =
        switch (known) {
          case DECIMAL -> "%s(%d,%d)".formatted(type, size, digits);
          case TEXT -> size > 0 && size < 1_000_000 ? "%s(%d)".formatted(type, size) : type;
          default -> type;
        };
    boolean nullable = result.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls;
    return new TableColumn(name, known, declared, nullable, keys.contains(name));
  }

  private @Nullable String catalogue(@Nullable String schema) {
    return dialect.schemasAreCatalogues() ? schema : null;
  }

  private @Nullable String plain(@Nullable String schema) {
    return dialect.schemasAreCatalogues() ? null : schema;
  }

  private @Nullable String schemaPattern(@Nullable String schema) {
    return dialect.schemasAreCatalogues() || schema == null ? null : escaped(schema);
  }

  private String escaped(String name) {
    try {
      String escape = metadata.getSearchStringEscape();
      return name.replace(escape, escape + escape)
          .replace("_", escape + "_")
          .replace("%", escape + "%");
    } catch (SQLException e) {
      return name;
    }
  }
}
