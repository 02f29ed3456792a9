package io.auterity.server.batches;

import io.auterity.server.ChatPlugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A plugin with a chat model that notes in a directory what it is asked, whichever process asks:
 * what begun and what it answered.
 */
final class AskedPlugin {

  private static final String CHATS =
      """
      static final Path NOTES = Path.of("@notes");

      public ChatResponse createChat(ChatRequest request, Call call) {
        Part.Text said = (Part.Text) request.messages().getFirst().parts().getFirst();
        note(said.text());
        long pause = java.util.concurrent.ThreadLocalRandom.current().nextLong(60_000_000);
        java.util.concurrent.locks.LockSupport.parkNanos(pause);
        call.meter("input_tokens", 1);
        call.meter("output_tokens", 1);
        return new ChatResponse("1", request.model(), List.of(new Part.Text(said.text())),
            FinishReason.STOP, new TokenUsage(1, 1, 0, 0), null);
      }

      private static void note(String line) {
        try {
          Files.createFile(NOTES.resolve(line + "." + UUID.randomUUID()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      """;

  private final Path notes;

  AskedPlugin(Path notes) {
    this.notes = notes;
  }

  void write(Path jar) {
    ChatPlugin.write("asked", CHATS.replace("@notes", notes.toString()), jar);
  }

  /** What was asked, as often as it was. */
  List<String> asked() {
    try (Stream<Path> files = Files.list(notes)) {
      return files
          .map(file -> file.getFileName().toString())
          .map(name -> name.substring(0, name.indexOf('.')))
          .collect(Collectors.toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
