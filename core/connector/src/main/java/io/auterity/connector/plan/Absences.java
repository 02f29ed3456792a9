package io.auterity.connector.plan;

import java.util.Set;

/** Is told what expressions found absent, which leaves no trace in what they make. */
public interface Absences {

  /** Drops what it is told. */
  Absences UNTOLD = (path, reads, why) -> {};

  /**
   * An expression read something that is not there.
   *
   * @param path of the expression inside the file
   * @param reads the names in scope that it mentions
   * @param why what it read
   */
  void absent(String path, Set<String> reads, String why);

  /**
   * A field of a record has no value, since a reply of the vendor lacks what it is made of.
   *
   * @param operation which makes the record
   * @param field its path inside the operation, or inside the file where several make that record
   */
  default void lacking(OperationPlan operation, String field) {}
}
