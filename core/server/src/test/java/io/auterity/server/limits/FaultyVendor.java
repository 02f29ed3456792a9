package io.auterity.server.limits;

import io.auterity.server.ChatPlugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A plugin with a chat model that does what it is told in the prompt, fails as it is told there,
 * and notes in a directory what it charges before it says so, whichever process asks; also what it
 * charges for answers that never come, or not to their end.
 */
final class FaultyVendor {

  private static final String CHATS =
      """
      static final Path NOTES = Path.of("@notes");

      public ChatResponse createChat(ChatRequest request, Call call) {
        Asked asked = new Asked(request, call);
        asked.begin();
        if (asked.fault().equals("cut")) {
          throw asked.broken("LOST", asked.usage());
        }
        TokenUsage usage = asked.charge();
        usage.quantities().forEach(call::meter);
        return new ChatResponse("1", request.model(), List.of(new Part.Text("x")),
            FinishReason.STOP, usage, null);
      }

      public Events<ChatEvent> streamChat(ChatRequest request, Call call) {
        Asked asked = new Asked(request, call);
        asked.begin();
        List<Supplier<ChatEvent>> said = new ArrayList<>();
        said.add(() -> new ChatEvent.Started("1", request.model()));
        said.add(() -> new ChatEvent.PartDelta(0, new Part.Text("x")));
        said.add(() -> {
          if (asked.fault().equals("cut")) {
            throw asked.broken("BEGUN", new TokenUsage(asked.number("in"), 1, asked.number("cached"), 0));
          }
          return new ChatEvent.PartDelta(0, new Part.Text("y"));
        });
        if (asked.fault().equals("twice")) {
          said.add(() -> {
            asked.usage().quantities().forEach(call::meter);
            return new ChatEvent.Used(new TokenUsage(1, 1, 0, 0));
          });
        }
        said.add(() -> new ChatEvent.Used(asked.charge()));
        said.add(() -> new ChatEvent.Finished(FinishReason.STOP));
        return new Said(said.iterator());
      }

      record Said(Iterator<Supplier<ChatEvent>> left) implements Events<ChatEvent> {
        public ChatEvent next() { return left.hasNext() ? left.next().get() : null; }
        public void close() {}
      }

      record Asked(Map<String, String> told, ChatRequest request, Call call) {
        Asked(ChatRequest request, Call call) {
          this(read(request), request, call);
        }

        static Map<String, String> read(ChatRequest request) {
          Part.Text said = (Part.Text) request.messages().getFirst().parts().getFirst();
          Map<String, String> told = new HashMap<>();
          for (String word : said.text().split(" ")) {
            told.put(word.substring(0, word.indexOf(':')), word.substring(word.indexOf(':') + 1));
          }
          return told;
        }

        String fault() { return told.get(call.provider().id()); }

        int number(String name) { return Integer.parseInt(told.get(name)); }

        void begin() {
          switch (fault()) {
            case "refuse" -> throw failed(FailureCode.UNAVAILABLE, "connection refused");
            case "limit" -> throw failed(FailureCode.RATE_LIMITED, "429");
            case "error" -> throw failed(FailureCode.UNAVAILABLE, "500");
            case "stall" -> stall();
            default -> call.pause(Duration.ofMillis(number("ms")));
          }
        }

        void stall() {
          note("LOST", new TokenUsage(number("in"), 0, number("cached"), 0));
          call.pause(Duration.ofMinutes(2));
        }

        CallFailedException broken(String end, TokenUsage usage) {
          note(end, usage);
          return failed(FailureCode.UNAVAILABLE, "broken off");
        }

        static CallFailedException failed(FailureCode code, String message) {
          return new CallFailedException(Failure.of(code, message));
        }

        TokenUsage usage() {
          Integer limit = request.maxOutputTokens();
          int longest = number("out");
          int out = limit == null ? longest : Math.min(limit, longest);
          return new TokenUsage(number("in"), out, number("cached"),
              Math.min(out, number("thoughts")));
        }

        TokenUsage charge() {
          TokenUsage usage = usage();
          note("TOLD", usage);
          return usage;
        }

        void note(String end, TokenUsage usage) {
          try {
            Files.createFile(NOTES.resolve(String.join("_", told.get("id"),
                "" + ProcessHandle.current().pid(), "" + usage.input(), "" + usage.output(),
                "" + usage.cachedInput(), "" + usage.reasoning(), end,
                "" + request.maxOutputTokens(), "" + UUID.randomUUID())));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      }
      """;

  private final Path notes;

  FaultyVendor(Path notes) {
    this.notes = notes;
  }

  /** What came of an answer. */
  enum End {
    /** All of it, with what it costs. */
    TOLD,
    /** One token, and then it was cut. */
    BEGUN,
    /** Nothing: it was cut, came too late, or its caller had left. */
    LOST
  }

  /**
   * What is paid.
   *
   * @param cached of the input
   * @param thoughts of the output
   */
  record Tokens(long input, long output, long cached, long thoughts) {}

  /**
   * What it charged once.
   *
   * @param call its number
   * @param process the process that asked
   * @param limit of the output that it was sent
   */
  record Charge(int call, long process, Tokens tokens, End end, int limit) {}

  void write(Path jar) {
    ChatPlugin.write("faulty", CHATS.replace("@notes", notes.toString()), jar);
  }

  List<Charge> charges() {
    try (Stream<Path> files = Files.list(notes)) {
      return files.map(file -> charge(file.getFileName().toString().split("_", -1))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Charge charge(String[] parts) {
    return new Charge(
        Integer.parseInt(parts[0]),
        Long.parseLong(parts[1]),
        new Tokens(
            Long.parseLong(parts[2]),
            Long.parseLong(parts[3]),
            Long.parseLong(parts[4]),
            Long.parseLong(parts[5])),
        End.valueOf(parts[6]),
        Integer.parseInt(parts[7]));
  }
}
