package io.auterity.jobs.batch;

import java.util.Set;
import java.util.UUID;

/** The wire format of a dialect for the lines of batches. */
public interface BatchWire {

  /** Field of a line's result that names what could not be carried, as a call's header does. */
  String LOSSY = "auterity_lossy";

  /** Paths to which lines may go, as far as the dialect has them. */
  Set<String> endpoints();

  /**
   * Reads a line of an input file.
   *
   * @throws BadLineException when it is none
   */
  BatchLine read(int number, byte[] line, String endpoint);

  /** The line of results, its break included. */
  byte[] write(UUID batch, LineEnd end);

  /** Whether results lie in files, in which what succeeded stands apart from what did not. */
  boolean resultsInFiles();
}
