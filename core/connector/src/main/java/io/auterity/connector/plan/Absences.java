package io.auterity.connector.plan;

/** Is told what expressions found absent, which leaves no trace in what they make. */
public interface Absences {

  /** Nobody is told. */
  Absences UNTOLD = (path, why) -> {};

  /**
   * An expression read something that is not there.
   *
   * @param path of the expression inside the file
   * @param why what it read
   */
  void absent(String path, String why);
}
