package io.auterity.platform.yaml;

/** The lines of a text, by the place of the character with which they begin. */
record TextLines(String text) {

  /** The first line of the comments of that column right above a place, or its own line. */
  int commentsAbove(int place, int column) {
    int line = lineStart(place);
    while (line > 0 && isComment(lineStart(line - 1)) && firstOf(lineStart(line - 1)) == column) {
      line = lineStart(line - 1);
    }
    return line;
  }

  /** Whether a line holds a comment alone. */
  boolean isComment(int line) {
    int at = line + firstOf(line);
    return at < text.length() && text.charAt(at) == '#';
  }

  /** How many spaces a line begins with. */
  int firstOf(int line) {
    int at = line;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at - line;
  }

  /** The number of characters to the left of a place. */
  int column(int place) {
    return place - lineStart(place);
  }

  int lineStart(int place) {
    return text.lastIndexOf('\n', place - 1) + 1;
  }

  /** Where the line below that of a place begins. */
  int nextLine(int place) {
    int end = text.indexOf('\n', place);
    return end < 0 ? text.length() : end + 1;
  }

  /** How its lines end. */
  String newline() {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }

  /** A line further to the right, or to the left. */
  static String shifted(String line, int by) {
    if (by >= 0 || line.isBlank()) {
      return line.isBlank() ? line : " ".repeat(by) + line;
    }
    int blank = line.length() - line.stripLeading().length();
    return line.substring(Math.min(blank, -by));
  }
}
