package io.auterity.server.runs;

import io.auterity.workflow.engine.LastEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the last server of a data directory ended, by what its launcher has noted there: the exit
 * status, in {@code server.end}. The launcher is told in {@code server.blamed} that a run has
 * caused it.
 */
final class LastServerEnd implements LastEnd {

  /** Says that a launcher notes the end of this process. */
  static final String SUPERVISED = "auterity.supervised";

  private static final Logger LOG = LoggerFactory.getLogger(LastServerEnd.class);
  private static final String END = "server.end";
  private static final String BLAMED = "server.blamed";

  /** Status of a JVM whose heap is exhausted. */
  private static final String EXHAUSTED = "3";

  /** Of a server that ended together with its launcher. */
  private static final String NOT_NOTED = "killed";

  private final Path data;
  private final Cause cause;

  private LastServerEnd(Path data, Cause cause) {
    this.data = data;
    this.cause = cause;
  }

  /** Reads what is noted in a data directory, and prepares what is to be noted of this process. */
  static LastServerEnd read(Path data, boolean supervised) {
    Path file = data.resolve(END);
    try {
      Files.deleteIfExists(data.resolve(BLAMED));
      String noted = Files.exists(file) ? Files.readString(file).strip() : "";
      if (supervised) {
        Files.writeString(file, NOT_NOTED + "\n");
      } else {
        Files.deleteIfExists(file);
      }
      return new LastServerEnd(data, cause(noted));
    } catch (IOException e) {
      LOG.warn("How the last server ended cannot be read from {}.", file, e);
      return new LastServerEnd(data, Cause.UNKNOWN);
    }
  }

  private static Cause cause(String noted) {
    return switch (noted) {
      case "" -> Cause.UNKNOWN;
      case EXHAUSTED -> Cause.EXHAUSTED;
      default -> Cause.OTHER;
    };
  }

  @Override
  public Cause cause() {
    return cause;
  }

  @Override
  public void blamed() {
    try {
      Files.writeString(data.resolve(BLAMED), "");
    } catch (IOException e) {
      LOG.warn("The launcher is not told that a run has ended the last server.", e);
    }
  }
}
