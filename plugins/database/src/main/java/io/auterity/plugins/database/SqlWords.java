package io.auterity.plugins.database;

/**
 * How a dialect writes texts and comments.
 *
 * @param backslashes whether a backslash escapes the next character of a text
 * @param dollars whether {@code $tag$} quotes
 * @param backticks whether backticks quote names
 * @param brackets whether square brackets quote names
 * @param hashes whether # begins a comment
 */
record SqlWords(
    boolean backslashes, boolean dollars, boolean backticks, boolean brackets, boolean hashes) {

  static final SqlWords POSTGRESQL = new SqlWords(false, true, false, false, false);
  static final SqlWords MARIADB = new SqlWords(true, false, true, false, true);
  static final SqlWords SQLSERVER = new SqlWords(false, false, false, true, false);
}
