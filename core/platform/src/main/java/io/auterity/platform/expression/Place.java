package io.auterity.platform.expression;

/** A position in a text, line and column from 1. */
record Place(int line, int column) {

  static Place in(String text, int index) {
    int lineStart = text.lastIndexOf('\n', index - 1) + 1;
    int line = 1 + (int) text.substring(0, lineStart).chars().filter(c -> c == '\n').count();
    return new Place(line, text.codePointCount(lineStart, index) + 1);
  }

  /** Where something is that stands at {@code inner} of a part that starts here. */
  Place plus(int innerLine, int innerColumn) {
    return innerLine == 1
        ? new Place(line, column + innerColumn - 1)
        : new Place(line + innerLine - 1, innerColumn);
  }
}
