package io.auterity.plugins.database;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the names that stand where a statement names tables: behind {@code into}, {@code update},
 * {@code from} and {@code join}, behind {@code insert} and {@code replace} where it begins with
 * these, and behind the commas of these lists. A column that looks like one is found too, a table
 * behind a view or a trigger is not.
 */
final class StatementTables {

  private static final Set<String> BEFORE = Set.of("into", "update", "from", "join");

  /** Verbs where a statement begins with them, functions elsewhere. */
  private static final Set<String> FIRST = Set.of("insert", "replace");

  private static final Set<String> BETWEEN =
      Set.of(
          "low_priority",
          "high_priority",
          "delayed",
          "ignore",
          "quick",
          "only",
          "lateral",
          "table");
  private static final Set<String> BEHIND =
      Set.of(
          "set",
          "where",
          "on",
          "using",
          "values",
          "value",
          "select",
          "group",
          "having",
          "order",
          "limit",
          "returning",
          "for");

  private final Set<TableName> found = new LinkedHashSet<>();
  private boolean expected;
  private boolean listed;
  private int depth;
  private int listDepth;
  private @Nullable String schema;
  private @Nullable String last;
  private String before = "";

  /** A word, in lower case and as it stands there. */
  void word(String word, String written) {
    if (expected && BETWEEN.contains(word)) {
      return;
    }
    boolean ofKeys = before.equals("key"); // on duplicate key update
    boolean opens = BEFORE.contains(word) || (before.isEmpty() && FIRST.contains(word));
    before = word;
    if (opens && !ofKeys) {
      end();
      expected = true;
      listed = true;
      listDepth = depth;
    } else if (BEHIND.contains(word)) {
      end();
      listed = false;
    } else {
      name(written);
    }
  }

  /** A name, without its quotes. */
  void name(String name) {
    if (expected) {
      last = name;
      expected = false;
    } else {
      end();
    }
  }

  /** A sign, or what begins a text or a name in quotes. */
  void sign(char sign) {
    switch (sign) {
      case '.' -> dot();
      case ',' -> {
        end();
        expected = listed && depth == listDepth;
      }
      case '(' -> {
        end();
        depth++;
      }
      case ')' -> {
        end();
        depth--;
        listed = listed && depth >= listDepth;
      }
      default -> {
        // What begins a name in quotes tells nothing more.
      }
    }
  }

  private void dot() {
    if (last != null) {
      schema = last;
      last = null;
      expected = true;
    }
  }

  private void end() {
    if (last != null) {
      found.add(new TableName(schema, last));
    }
    last = null;
    schema = null;
    expected = false;
  }

  List<TableName> found() {
    end();
    return new ArrayList<>(found);
  }
}
