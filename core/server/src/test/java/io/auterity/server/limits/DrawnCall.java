package io.auterity.server.limits;

import io.auterity.server.limits.FaultyVendor.Charge;
import io.auterity.server.limits.FaultyVendor.End;
import io.auterity.server.limits.FaultyVendor.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One chat with what its vendors shall do, all of it drawn.
 *
 * @param first what goes wrong at the first provider
 * @param second what goes wrong at the one that is asked after it
 * @param beside whether the second process is asked
 * @param ofTeam whether its key is the team's
 * @param labelled whether it carries the label
 * @param limit of its output; null when it names none
 * @param usage that is charged if it is answered
 * @param pause of its vendor, in milliseconds
 */
record DrawnCall(
    int id,
    Fault first,
    Fault second,
    boolean beside,
    boolean stream,
    boolean ofTeam,
    boolean labelled,
    Prices model,
    @Nullable Integer limit,
    Tokens usage,
    int pause) {

  /** What goes wrong. */
  enum Fault {
    NONE,
    REFUSE,
    LIMIT,
    ERROR,
    CUT,
    STALL,
    GONE,
    TWICE;

    /** Whether it is answered all the same. */
    boolean harmless() {
      return this == NONE || this == TWICE;
    }

    /** Whether no other provider is to be of help. */
    boolean everywhere() {
      return this == STALL || this == GONE;
    }

    private String word() {
      return this == GONE ? "stall" : name().toLowerCase(Locale.ROOT);
    }
  }

  private static final List<Fault> ELSEWHERE =
      List.of(Fault.NONE, Fault.NONE, Fault.NONE, Fault.TWICE, Fault.CUT);

  /** What a token costs, in nano-units. */
  enum Prices {
    PLAIN(10_000, 10_000, 30_000, 30_000),
    CACHING(10_000, 2_500, 30_000, 30_000),
    THINKING(5_000, 5_000, 20_000, 40_000),
    /** Its answers may be so long that a budget shortens them. */
    LONG(10_000, 10_000, 3_000, 3_000);

    final long input;
    final long cached;
    final long output;
    final long thoughts;

    Prices(long input, long cached, long output, long thoughts) {
      this.input = input;
      this.cached = cached;
      this.output = output;
      this.thoughts = thoughts;
    }

    String model() {
      return name().toLowerCase(Locale.ROOT);
    }

    long cost(Tokens used) {
      return (used.input() - used.cached()) * input
          + used.cached() * cached
          + (used.output() - used.thoughts()) * output
          + used.thoughts() * thoughts;
    }
  }

  static DrawnCall draw(int id, Random random) {
    Fault first = random.nextInt(10) < 6 ? Fault.NONE : one(random, Fault.values());
    int input = 10 + random.nextInt(90);
    int output = 10 + random.nextInt(90);
    return new DrawnCall(
        id,
        first,
        first.everywhere() ? first : ELSEWHERE.get(random.nextInt(ELSEWHERE.size())),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextInt(3) == 0,
        one(random, Prices.values()),
        random.nextInt(5) == 0 ? null : (Integer) (output + random.nextInt(50)),
        new Tokens(input, output, random.nextInt(input), random.nextInt(output)),
        random.nextInt(60));
  }

  private static <T> T one(Random random, T[] all) {
    return all[random.nextInt(all.length)];
  }

  /** Whether a budget has to bound its answer, which could be long. */
  boolean isUnbounded() {
    return limit == null && model == Prices.LONG;
  }

  /** Whether nobody can answer it. */
  boolean isHopeless() {
    return !first.harmless() && !second.harmless();
  }

  long cost() {
    return isHopeless() ? 0 : model.cost(usage);
  }

  /** What it costs as its vendor charges. */
  long cost(Charge charge) {
    return model.cost(charge.tokens());
  }

  /**
   * What is settled of a charge whose vendor did not tell it: the input at four bytes a token, and
   * as output what came of it.
   *
   * @param more bytes of the request that stand beside its prompt
   */
  long estimated(Charge charge, int more) {
    long bytes = (long) prompt().getBytes(StandardCharsets.UTF_8).length + more;
    return Math.ceilDiv(bytes, 4) * model.input + (charge.end() == End.BEGUN ? model.output : 0);
  }

  /** Longer than the tokens that are charged. */
  private String prompt() {
    return "id:%d one:%s two:%s in:%d cached:%d out:%d thoughts:%d ms:%d fill:%s"
        .formatted(
            id,
            first.word(),
            second.word(),
            usage.input(),
            usage.cached(),
            usage.output(),
            usage.thoughts(),
            pause,
            "x".repeat(60));
  }

  /** The request in OpenAI's language. */
  String body() {
    return "{\"model\": \"%s\", \"stream\": %s%s, \"messages\": [{\"role\": \"user\", \"content\": \"%s\"}]}"
        .formatted(
            model.model(), stream, limit == null ? "" : ", \"max_tokens\": " + limit, prompt());
  }
}
