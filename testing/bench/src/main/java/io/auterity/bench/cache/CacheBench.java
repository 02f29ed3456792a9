package io.auterity.bench.cache;

import io.auterity.bench.cache.RepeatMix.Asked;
import io.auterity.bench.cache.RepeatMix.Sort;
import io.auterity.bench.figures.Bench;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.Samples;
import io.auterity.platform.call.CacheStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How much of what is asked again a cache answers, and how often with the answer to something else.
 * Whatever was asked before in any words could be answered; the answer to a question of another
 * meaning is a false hit. A hit's time is that of its call on the road, in this process, from the
 * invocation to the whole answer; where a threshold asks for vectors of questions, these are in it.
 */
public final class CacheBench implements Bench {

  private static final long SEED = 20_261_122;
  private static final int CALLS = 4_000;
  private static final double MICROS = 1e3;

  private final @Nullable Path pairs;
  private final String threshold;

  public CacheBench() {
    this(null, "");
  }

  private CacheBench(@Nullable Path pairs, String threshold) {
    this.pairs = pairs;
    this.threshold = threshold;
  }

  @Override
  public String name() {
    return "cache";
  }

  @Override
  public String summary() {
    return "share of repeated questions that a cache answers, false hits, milliseconds of a hit";
  }

  @Override
  public String options() {
    return "[--pairs FILE] [--threshold T]   CSV of a, b, same (1 or 0); least similarity of"
        + " vectors (0.5 to 1), without which words alone are compared";
  }

  @Override
  public Bench with(List<String> options) {
    Path file = pairs;
    String least = threshold;
    for (int i = 0; i < options.size(); i += 2) {
      boolean known = Set.of("--pairs", "--threshold").contains(options.get(i));
      if (!known || i + 1 == options.size()) {
        throw new IllegalArgumentException("cache does not take " + options.get(i));
      }
      if (options.get(i).equals("--pairs")) {
        file = Path.of(options.get(i + 1));
      } else {
        least = options.get(i + 1);
      }
    }
    return new CacheBench(file, least);
  }

  /**
   * One call and what it was given.
   *
   * @param asBefore whether the same was asked before
   * @param newWords whether it was in no such words
   */
  private record Turn(
      Asked asked, CachedRoad.Given given, boolean asBefore, boolean newWords, boolean right) {
    boolean hit() {
      return given.told() != CacheStatus.Kind.MISS;
    }
  }

  @Override
  public Figures run() {
    Path plugins = Path.of(System.getProperty("auterity.distribution"), "plugins");
    try (CachedRoad warm = new CachedRoad(plugins, threshold)) {
      RepeatMix.of(SEED + 1, CALLS / 2).forEach(asked -> warm.ask("", asked.text()));
    }
    try (CachedRoad road = new CachedRoad(plugins, threshold)) {
      Path file = pairs;
      if (file != null) {
        return figures(paired(QuestionPair.read(file), road));
      }
      return withAdversarial(figures(asked(RepeatMix.of(SEED, CALLS), road)), road);
    }
  }

  // Of each sort one after the other, in conversations of their own.
  private static Figures withAdversarial(Figures figures, CachedRoad road) {
    int pairs = 0;
    int hits = 0;
    for (Map.Entry<String, List<QuestionPair>> sort : NearMisses.bySort().entrySet()) {
      List<Turn> turns = paired(sort.getValue(), road, sort.getKey());
      List<Turn> taken = turns.stream().filter(Turn::hit).toList();
      System.err.printf(
          "adversarial, %s: %d pairs, %d false%n", sort.getKey(), turns.size(), taken.size());
      pairs += turns.size();
      hits += taken.size();
    }
    return figures.add("adversarial_pairs", pairs).add("adversarial_false_hits", hits);
  }

  private static List<Turn> asked(List<Asked> calls, CachedRoad road) {
    Map<String, String> meanings = new HashMap<>();
    Set<String> before = new HashSet<>();
    List<Turn> turns = new ArrayList<>();
    for (Asked asked : calls) {
      CachedRoad.Given given = road.ask("", asked.text());
      boolean newWords = meanings.put(asked.text(), asked.meaning()) == null;
      boolean right = asked.meaning().equals(meanings.get(given.answer()));
      if (!right) {
        System.err.printf("false: %s <= %s%n", given.answer(), asked.text());
      }
      turns.add(new Turn(asked, given, !before.add(asked.meaning()), newWords, right));
    }
    return turns;
  }

  // Each pair in a conversation of its own, so that it is one question that may be answered.
  private static List<Turn> paired(List<QuestionPair> pairs, CachedRoad road) {
    return paired(pairs, road, "Pair");
  }

  private static List<Turn> paired(List<QuestionPair> pairs, CachedRoad road, String of) {
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      QuestionPair pair = pairs.get(i);
      String context = of + " " + i;
      road.ask(context, pair.one());
      CachedRoad.Given given = road.ask(context, pair.other());
      Sort sort = pair.same() ? Sort.OTHER_WORDS : Sort.NEAR;
      Asked asked = new Asked(pair.other(), context, sort, true);
      if (!pair.same() && given.told() != CacheStatus.Kind.MISS) {
        System.err.printf("false: %s <= %s%n", pair.one(), pair.other());
      }
      turns.add(new Turn(asked, given, pair.same(), true, pair.same()));
    }
    return turns;
  }

  private static Figures figures(List<Turn> turns) {
    List<Turn> hits = turns.stream().filter(Turn::hit).toList();
    List<Turn> similar =
        hits.stream().filter(one -> one.given().told() == CacheStatus.Kind.SIMILAR).toList();
    Figures figures =
        new Figures()
            .add("rows", turns.size())
            .add("seed", SEED)
            .add("hits", hits.size())
            .add("misses", turns.size() - hits.size())
            .add("hit_rate", rate(turns, one -> true))
            .add("hit_rate_new_words", rate(turns, Turn::newWords))
            .add(
                "hit_rate_new_words_held", rate(turns, one -> one.newWords() && one.asked().held()))
            .add("near_misses", (double) turns.stream().filter(CacheBench::isNear).count())
            .add("false_hits", (double) hits.stream().filter(one -> !one.right()).count());
    time(hits, "", figures);
    time(similar, "_new_words", figures);
    figures.add("vectors_of_hits", hits.stream().mapToInt(one -> one.given().vectors()).sum());
    return figures;
  }

  private static void time(List<Turn> hits, String of, Figures figures) {
    if (!hits.isEmpty()) {
      Samples samples = new Samples(hits.stream().mapToLong(one -> one.given().nanos()).toArray());
      figures
          .add("p50_ms" + of, samples.micros(0.50) / MICROS)
          .add("p99_ms" + of, samples.micros(0.99) / MICROS);
    }
  }

  private static boolean isNear(Turn turn) {
    return turn.asked().sort() == Sort.NEAR && !turn.asBefore();
  }

  private static double rate(List<Turn> turns, Predicate<Turn> of) {
    List<Turn> could = turns.stream().filter(Turn::asBefore).filter(of).toList();
    return could.isEmpty()
        ? 0
        : (double) could.stream().filter(one -> one.hit() && one.right()).count() / could.size();
  }
}
