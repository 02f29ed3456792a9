package io.auterity.plugins.database;

import io.auterity.spi.CallFailedException;
import io.auterity.toolkit.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One SQL statement, split into words outside of texts, names in quotes and comments. What two
 * readers could read differently, such as a comment inside another, is refused.
 *
 * @param text with ? for each value
 * @param words in lower case, without signs
 * @param verbs the first word and, behind {@code with}, those of its parts, as far as words tell
 * @param names of the values in their order, where they are named
 * @param values how many there are
 * @param alike for each value a number that it shares with those of its column or list
 * @param tables that stand where a statement names tables, as far as words tell
 */
record SqlText(
    String text,
    List<String> words,
    List<String> verbs,
    List<String> names,
    int values,
    List<Integer> alike,
    List<TableName> tables) {

  SqlText {
    words = List.copyOf(words);
    verbs = List.copyOf(verbs);
    names = List.copyOf(names);
    alike = List.copyOf(alike);
    tables = List.copyOf(tables);
  }

  /**
   * Reads a statement.
   *
   * @param named whether {@code :name} stands for a value
   * @throws CallFailedException {@code invalid}, naming the field {@code sql}
   */
  static SqlText read(String sql, SqlWords dialect, boolean named) {
    return new Reader(sql, dialect, named).read();
  }

  /** The first word. */
  String verb() {
    return words.isEmpty() ? "" : words.getFirst();
  }

  /** Whether these words stand behind each other. */
  boolean holds(String first, String second) {
    for (int at = 1; at < words.size(); at++) {
      if (words.get(at - 1).equals(first) && words.get(at).equals(second)) {
        return true;
      }
    }
    return false;
  }

  private static final class Reader {

    private static final String BLANKS = " \t\n\r\f";

    private final String sql;
    private final SqlWords dialect;
    private final boolean named;
    private final StringBuilder text = new StringBuilder();
    private final List<String> words = new ArrayList<>();
    private final StatementVerbs verbs = new StatementVerbs();
    private final StatementTables tables = new StatementTables();
    private final ValuePlaces places = new ValuePlaces();
    private final List<String> names = new ArrayList<>();
    private int values;
    private boolean ended;
    private int at;

    Reader(String sql, SqlWords dialect, boolean named) {
      this.sql = sql;
      this.dialect = dialect;
      this.named = named;
    }

    SqlText read() {
      if (sql.indexOf('\0') >= 0) {
        throw refused("must not hold U+0000");
      }
      while (at < sql.length()) {
        step(sql.charAt(at));
      }
      if (words.isEmpty()) {
        throw refused("must hold a statement");
      }
      return new SqlText(
          text.toString(), words, verbs.found(), names, values, places.alike(), tables.found());
    }

    private void step(char sign) {
      if (begins("--") || (sign == '#' && dialect.hashes())) {
        lineComment();
      } else if (begins("/*")) {
        comment();
      } else if (BLANKS.indexOf(sign) >= 0) {
        copyTo(at + 1);
      } else if (sign == ';') {
        ended = true;
        at++;
      } else if (ended) {
        throw refused("must be one statement: put several into database.batch.run");
      } else {
        inside(sign);
      }
    }

    private void inside(char sign) {
      if (Character.isLetter(sign) || sign == '_') {
        word();
        return;
      }
      verbs.sign(sign);
      tables.sign(sign);
      places.sign(sign);
      if (sign == '\'') {
        copyTo(quoteEnd('\'', dialect.backslashes() || escapes()));
      } else if (sign == '"') {
        copyTo(quoteEnd('"', dialect.backslashes()));
      } else if (sign == '`' && dialect.backticks()) {
        quotedName('`', quoteEnd('`', false));
      } else if (sign == '[' && dialect.brackets()) {
        quotedName(']', quoteEnd(']', false));
      } else if (sign == '$' && dialect.dollars() && dollarTag() != null) {
        copyTo(dollarEnd());
      } else if (sign < ' ' || sign > '~') {
        throw refused(
            "must have letters, digits and signs of ASCII alone outside of quotes, not U+%04X"
                .formatted((int) sign));
      } else {
        sign(sign);
      }
    }

    private void sign(char sign) {
      if (sign == '?') {
        if (begins("??")) {
          copyTo(at + 2);
          return;
        }
        values++;
        places.value();
        copyTo(at + 1);
      } else if (begins("::") || begins(":=")) {
        copyTo(at + 2);
      } else if (sign == ':' && named && isNameAt(at + 1)) {
        int end = nameEnd(at + 1);
        names.add(sql.substring(at + 1, end));
        values++;
        places.value();
        text.append('?');
        at = end;
      } else {
        copyTo(at + 1);
      }
    }

    // A dollar within a word is a part of it.
    private void word() {
      int end = nameEnd(at);
      String word = sql.substring(at, end).toLowerCase(Locale.ROOT);
      words.add(word);
      verbs.word(word);
      tables.word(word, sql.substring(at, end));
      places.word(word);
      copyTo(end);
    }

    private void quotedName(char quote, int end) {
      String twice = String.valueOf(quote).repeat(2);
      tables.name(sql.substring(at + 1, end - 1).replace(twice, String.valueOf(quote)));
      copyTo(end);
    }

    private void comment() {
      int end = sql.indexOf("*/", at + 2);
      if (end < 0) {
        throw refused("has a comment without an end");
      }
      String comment = sql.substring(at + 2, end);
      if (comment.contains("/*") || comment.startsWith("!") || comment.startsWith("M!")) {
        throw refused("must have no comment inside a comment, and none that is carried out");
      }
      copyTo(end + 2);
    }

    // PostgreSQL's E'...'.
    private boolean escapes() {
      return dialect.dollars()
          && at > 0
          && Character.toLowerCase(sql.charAt(at - 1)) == 'e'
          && (at < 2 || !isNamePart(sql.charAt(at - 2)));
    }

    private int quoteEnd(char quote, boolean backslashes) {
      int end = at + 1;
      while (end < sql.length()) {
        char sign = sql.charAt(end);
        if (sign == '\\' && backslashes) {
          end += 2;
        } else if (sign == quote && end + 1 < sql.length() && sql.charAt(end + 1) == quote) {
          end += 2;
        } else if (sign == quote) {
          return end + 1;
        } else {
          end++;
        }
      }
      throw refused("has a quote without an end");
    }

    private @Nullable String dollarTag() {
      int end = at + 1;
      while (end < sql.length() && isNamePart(sql.charAt(end)) && sql.charAt(end) != '$') {
        end++;
      }
      boolean number = end > at + 1 && Character.isDigit(sql.charAt(at + 1));
      return !number && end < sql.length() && sql.charAt(end) == '$'
          ? sql.substring(at, end + 1)
          : null;
    }

    private int dollarEnd() {
      String tag = String.valueOf(dollarTag());
      int end = sql.indexOf(tag, at + tag.length());
      if (end < 0) {
        throw refused("has a quote without an end");
      }
      return end + tag.length();
    }

    private boolean isNameAt(int place) {
      return place < sql.length()
          && (Character.isLetter(sql.charAt(place)) || sql.charAt(place) == '_');
    }

    private int nameEnd(int from) {
      int end = from;
      while (end < sql.length() && isNamePart(sql.charAt(end))) {
        end++;
      }
      return end;
    }

    private static boolean isNamePart(char sign) {
      return Character.isLetterOrDigit(sign) || sign == '_' || sign == '$';
    }

    // Databases differ in whether a carriage return alone ends it, and 5--1 is a sum in MariaDB.
    private void lineComment() {
      int feed = sql.indexOf('\n', at);
      int end = feed < 0 ? sql.length() : feed + 1;
      String comment = sql.substring(at, end);
      if (comment.replace("\r\n", "").indexOf('\r') >= 0) {
        throw refused("must have no carriage return inside a comment");
      }
      if (dialect.hashes() && comment.matches("--[^ \\t\\r\\n].*\\s*")) {
        throw refused("must have a blank behind -- of a comment");
      }
      copyTo(end);
    }

    private boolean begins(String what) {
      return sql.startsWith(what, at);
    }

    private void copyTo(int end) {
      text.append(sql, at, Math.min(end, sql.length()));
      at = end;
    }

    private static CallFailedException refused(String rule) {
      return Refusal.invalid("sql", rule);
    }
  }
}
