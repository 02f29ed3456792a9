package io.auterity.server.start;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Says why a place on disk cannot be used. */
final class UnusablePath {

  static StartFailedException directory(Path data, IOException e) {
    return noSpace(e)
        ? noSpaceFor(data, e)
        : failed("Cannot use %s as data directory: %s.".formatted(data, reason(e)), e);
  }

  static StartFailedException file(Path file, IOException e) {
    return noSpace(e)
        ? noSpaceFor(file, e)
        : failed("Cannot use %s: %s.".formatted(file, reason(e)), e);
  }

  private static StartFailedException noSpaceFor(Path place, IOException e) {
    return failed(
        "No space is left for %s: free some, or choose another directory with --data."
            .formatted(place),
        e);
  }

  private static boolean noSpace(IOException e) {
    return reason(e).contains("No space left");
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "no permission";
    }
    String told = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    return told == null ? e.getClass().getSimpleName() : told;
  }

  private static StartFailedException failed(String sentence, IOException cause) {
    return new StartFailedException(ExitCode.SURROUNDINGS, sentence, cause);
  }
}
