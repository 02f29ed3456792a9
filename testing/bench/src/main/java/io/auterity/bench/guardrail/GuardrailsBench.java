package io.auterity.bench.guardrail;

import io.auterity.bench.figures.Bench;
import io.auterity.bench.figures.Figures;
import io.auterity.inspect.Cards;
import io.auterity.inspect.Emails;
import io.auterity.inspect.Ibans;
import io.auterity.inspect.Injections;
import io.auterity.inspect.Inspection;
import io.auterity.inspect.IpAddresses;
import io.auterity.inspect.NamedSecrets;
import io.auterity.inspect.NationalNumbers;
import io.auterity.inspect.Passports;
import io.auterity.inspect.Phones;
import io.auterity.inspect.SecretShapes;
import io.auterity.inspect.SocialSecurityNumbers;
import io.auterity.inspect.Span;
import io.auterity.inspect.TextScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How many attacks and how much personal data guardrails find in texts set apart for this, how
 * often they are wrong, and how long they keep a piece of a stream.
 */
public final class GuardrailsBench implements Bench {

  private static final long SEED = 20_261_122;
  private static final int TEXTS = 4_000;
  private static final int PIECE = 5;
  private static final int WARM_UPS = 3;
  private static final double NANOS = 1_000.0;
  private static final double HUNDRED = 100;

  private final Inspection personal =
      new Inspection(
          List.of(
              new Emails(),
              new Ibans(),
              new Passports(),
              new Cards(),
              new IpAddresses(),
              new SocialSecurityNumbers(),
              new NationalNumbers(),
              new Phones("US")));

  private final Inspection streamed =
      new Inspection(
          List.of(
              new SecretShapes(),
              new NamedSecrets(),
              new Emails(),
              new Ibans(),
              new Passports(),
              new Cards(),
              new IpAddresses(),
              new SocialSecurityNumbers(),
              new NationalNumbers(),
              new Phones("US")));

  private @Nullable Path page;

  private final Injections injections = new Injections();

  /** What was right and wrong of one kind. */
  private static final class Tally {
    private int found;
    private int missed;
    private int wrong;

    private double recall() {
      return found + missed == 0 ? 1 : (double) found / (found + missed);
    }

    private double precision() {
      return found + wrong == 0 ? 1 : (double) found / (found + wrong);
    }

    // Weighs what is missed more than what is wrong.
    private double f2() {
      double both = 4 * precision() + recall();
      return both == 0 ? 0 : 5 * precision() * recall() / both;
    }

    private void add(Tally other) {
      found += other.found;
      missed += other.missed;
      wrong += other.wrong;
    }
  }

  @Override
  public String name() {
    return "guardrails";
  }

  @Override
  public String summary() {
    return "share of attacks and of personal data found, false alarms, delay of a streamed piece";
  }

  @Override
  public String options() {
    return "--write FILE  writes the page of the reference as well";
  }

  @Override
  public Bench with(List<String> options) {
    if (options.isEmpty()) {
      return this;
    }
    if (options.size() != 2 || !options.getFirst().equals("--write")) {
      throw new IllegalArgumentException("guardrails takes --write FILE, not " + options);
    }
    page = Path.of(options.getLast());
    return this;
  }

  @Override
  public Figures run() {
    Figures figures = measured();
    Path file = page;
    if (file != null) {
      FiguresPage.write(file, figures);
    }
    return figures;
  }

  private Figures measured() {
    Figures figures = new Figures();
    AttackCorpus corpus = new AttackCorpus();
    List<String> harmless = corpus.harmless();
    attacks(figures, corpus, harmless);
    variations(figures);
    head(figures, corpus, harmless);
    personal(figures);
    delays(figures, harmless);
    return figures;
  }

  private void head(Figures figures, AttackCorpus corpus, List<String> harmless) {
    try (HeadSite site = HeadSite.open()) {
      HeadSite.requireAll(site.embedder().heads());
      HeadTally tally = new HeadTally(site, injections);
      tally.warmUp(harmless);
      tally.add("", said(corpus.attacks()), said(harmless), figures);
      tally.add("document_tasks_recall", inDocuments(corpus.tasksInDocuments()), figures);
      tally.add("document_tasks_in_mails_recall", inDocuments(corpus.tasksInMails()), figures);
      tally.add("documents_false_alarms", inDocuments(corpus.documents()), figures);
      tally.add("variations_", Variations.read(true), Variations.read(false), figures);
      tally.addDelays(figures);
      new TopicTally(site.topics()).add(harmless, figures);
    }
  }

  private static List<Variations.Text> said(List<String> texts) {
    return texts.stream().map(text -> new Variations.Text(text, false)).toList();
  }

  private static List<Variations.Text> inDocuments(List<String> texts) {
    return texts.stream().map(text -> new Variations.Text(text, true)).toList();
  }

  private void attacks(Figures figures, AttackCorpus corpus, List<String> harmless) {
    List<String> attacks = corpus.attacks();
    List<String> tasks = corpus.tasksInDocuments();
    figures
        .add("injection_texts", attacks.size())
        .add("injection_recall_percent", share(attacks, false))
        .add("injection_document_tasks", tasks.size())
        .add("injection_document_tasks_recall_percent", share(tasks, true))
        .add("injection_harmless_texts", harmless.size())
        .add("injection_false_alarms_percent", share(harmless, false))
        .add("injection_false_alarms_in_documents_percent", share(harmless, true));
  }

  private void variations(Figures figures) {
    List<Variations.Text> attacks = Variations.read(true);
    List<Variations.Text> harmless = Variations.read(false);
    figures
        .add("injection_variations", attacks.size())
        .add("injection_variations_recall_percent", share(attacks))
        .add("injection_harmless_variations", harmless.size())
        .add("injection_variations_false_alarms_percent", share(harmless));
  }

  private double share(List<Variations.Text> texts) {
    long found =
        texts.stream().filter(one -> !injections.in(one.text(), one.tool()).isEmpty()).count();
    return HUNDRED * found / texts.size();
  }

  private double share(List<String> texts, boolean tool) {
    long found = texts.stream().filter(text -> !injections.in(text, tool).isEmpty()).count();
    return HUNDRED * found / texts.size();
  }

  private void personal(Figures figures) {
    Map<String, Tally> kinds = new TreeMap<>();
    for (PersonalTexts.Known known : new PersonalTexts(SEED).make(TEXTS)) {
      compare(known, kinds);
    }
    Tally all = new Tally();
    kinds.values().forEach(all::add);
    figures
        .add("personal_texts", TEXTS)
        .add("personal_precision_percent", HUNDRED * all.precision())
        .add("personal_recall_percent", HUNDRED * all.recall())
        .add("personal_f2_percent", HUNDRED * all.f2());
    kinds.forEach((kind, tally) -> figures.add(kind + "_f2_percent", HUNDRED * tally.f2()));
  }

  // Right is the kind at the very place.
  private void compare(PersonalTexts.Known known, Map<String, Tally> kinds) {
    List<Span> found = new ArrayList<>(personal.of(known.text()));
    for (Span span : known.spans()) {
      Tally tally = kinds.computeIfAbsent(span.kind(), kind -> new Tally());
      if (found.remove(span)) {
        tally.found++;
      } else {
        tally.missed++;
      }
    }
    found.forEach(span -> kinds.computeIfAbsent(span.kind(), kind -> new Tally()).wrong++);
  }

  private void delays(Figures figures, List<String> texts) {
    List<String> all = new ArrayList<>(texts);
    new PersonalTexts(SEED).make(TEXTS).forEach(known -> all.add(known.text()));
    for (int i = 0; i < WARM_UPS; i++) {
      pieces(all, this::data);
    }
    Histogram pieces = pieces(all, this::data);
    Histogram judged = new Histogram(3);
    for (String text : texts) {
      long began = System.nanoTime();
      injections.in(text, false);
      judged.recordValue(System.nanoTime() - began);
    }
    for (int i = 0; i < WARM_UPS; i++) {
      pieces(texts, this::passages);
    }
    Histogram passages = pieces(texts, this::passages);
    figures
        .add("injection_piece_p50_us", passages.getValueAtPercentile(50) / NANOS)
        .add("injection_piece_p99_us", passages.getValueAtPercentile(99) / NANOS)
        .add("piece_p50_us", pieces.getValueAtPercentile(50) / NANOS)
        .add("piece_p99_us", pieces.getValueAtPercentile(99) / NANOS)
        .add("injection_text_p50_us", judged.getValueAtPercentile(50) / NANOS)
        .add("injection_text_p99_us", judged.getValueAtPercentile(99) / NANOS);
  }

  private Consumer<String> data() {
    return new TextScanner(streamed, (kind, words) -> kind)::take;
  }

  private Consumer<String> passages() {
    return injections.sweep(false)::take;
  }

  // Each text is another stream.
  private static Histogram pieces(List<String> texts, Supplier<Consumer<String>> streams) {
    Histogram delays = new Histogram(3);
    for (String text : texts) {
      Consumer<String> stream = streams.get();
      for (int place = 0; place < text.length(); place += PIECE) {
        String piece = text.substring(place, Math.min(text.length(), place + PIECE));
        long began = System.nanoTime();
        stream.accept(piece);
        delays.recordValue(System.nanoTime() - began);
      }
    }
    return delays;
  }
}
