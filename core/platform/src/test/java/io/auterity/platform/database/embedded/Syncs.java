package io.auterity.platform.database.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

/** Which files this JVM has waited for until they were on the disk. */
record Syncs(Recording recording) implements AutoCloseable {

  private static final String EVENT = "jdk.FileForce";

  static Syncs watch() {
    Recording recording = new Recording();
    recording.enable(EVENT).withThreshold(Duration.ZERO).withoutStackTrace();
    recording.start();
    return new Syncs(recording);
  }

  Set<Path> paths() throws IOException {
    Path file = Files.createTempFile("syncs", ".jfr");
    try {
      recording.dump(file);
      return RecordingFile.readAllEvents(file).stream()
          .filter(event -> event.getEventType().getName().equals(EVENT))
          .map(event -> Path.of(event.getString("path")))
          .collect(Collectors.toSet());
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public void close() {
    recording.close();
  }
}
