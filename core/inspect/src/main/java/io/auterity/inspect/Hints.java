package io.auterity.inspect;

/** Words before a number that say what it is. */
record Hints(String... words) {

  private static final int REACH = 40;

  /** Whether one of the words stands shortly before. */
  boolean stand(TextView text, int start) {
    String before = text.before(start, REACH);
    for (String word : words) {
      int place = before.lastIndexOf(word);
      if (place >= 0 && (place == 0 || !Character.isLetterOrDigit(before.charAt(place - 1)))) {
        return true;
      }
    }
    return false;
  }
}
