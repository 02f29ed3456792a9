package io.auterity.server.limits;

import io.auterity.platform.plugin.PluginJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A plugin with a chat model that does what it is told in the prompt, fails as it is told there,
 * and notes in a directory what it charges before it says so, whichever process asks.
 */
final class FaultyVendor {

  private static final String MANIFEST =
      """
      id: faulty
      version: 1.0.0
      main: sample.Faulty
      summary: Fails as it is told
      needs: []
      natives: false
      connectors:
        - id: faulty-chat
          kind: ai
          summary: Fails as it is told
          marks: [local]
          auth: [none]
          config: {type: object}
          egress: []
          grade: V1
          support:
            chat.create: {support: full}
            chat.stream: {support: full}
      """;

  private static final String SOURCE =
      """
      package sample;

      import io.auterity.spi.*;
      import io.auterity.spi.ai.*;
      import java.io.*;
      import java.nio.file.*;
      import java.time.Duration;
      import java.util.*;
      import java.util.function.Supplier;

      public class Faulty implements Plugin {
        static final Path NOTES = Path.of("@notes");

        public List<Connector<?>> connectors() { return List.of(new ChatConnector()); }

        static class ChatConnector implements Connector<Ai> {
          public String id() { return "faulty-chat"; }
          public Class<Ai> kind() { return Ai.class; }
          public Ai open(ProviderContext context) { return new Chats(); }
          public void check(Ai instance, Call call) {}
        }

        record Chats() implements Ai {
          public ChatResponse createChat(ChatRequest request, Call call) {
            Asked asked = new Asked(request, call);
            asked.begin();
            asked.end();
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
              asked.end();
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
              case "stall" -> call.pause(Duration.ofMinutes(2));
              default -> call.pause(Duration.ofMillis(number("ms")));
            }
          }

          void end() {
            if (fault().equals("cut")) {
              throw failed(FailureCode.UNAVAILABLE, "broken off");
            }
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
            try {
              Files.createFile(NOTES.resolve(String.join("_", told.get("id"),
                  "" + ProcessHandle.current().pid(), "" + usage.input(), "" + usage.output(),
                  "" + usage.cachedInput(), "" + usage.reasoning(), "" + UUID.randomUUID())));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            return usage;
          }
        }
      }
      """;

  private final Path notes;

  FaultyVendor(Path notes) {
    this.notes = notes;
  }

  /**
   * What it charged once.
   *
   * @param call its number
   * @param process the process that asked
   * @param cached of the input
   * @param thoughts of the output
   */
  record Charge(int call, long process, long input, long output, long cached, long thoughts) {}

  void write(Path jar) {
    new PluginJar()
        .manifest(MANIFEST)
        .source("sample.Faulty", SOURCE.replace("@notes", notes.toString()))
        .write(jar);
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
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]),
        Long.parseLong(parts[4]),
        Long.parseLong(parts[5]));
  }
}
