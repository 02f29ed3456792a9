package io.auterity.spi;

/**
 * The result of an operation that has nothing to tell but that it was done.
 *
 * @param done always true: what fails throws
 */
public record Done(@Description("Always true") boolean done) {

  /** It was done. */
  public static final Done DONE = new Done(true);
}
