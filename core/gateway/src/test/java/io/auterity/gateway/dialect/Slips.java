package io.auterity.gateway.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;

/** Texts in which something went wrong: a few letters somewhere made room for others. */
public final class Slips {

  private static final int MOST_LOST = 3;

  private Slips() {}

  /** Those texts with a slip in each, in UTF-8. */
  public static Arbitrary<byte[]> in(Arbitrary<String> texts) {
    Arbitrary<String> slips =
        Arbitraries.of(
            "",
            "\"",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "null",
            "1",
            "1e999",
            "\\",
            "ä",
            "\u0000",
            "\"a\":1,");
    Arbitrary<Integer> places =
        Arbitraries.integers().between(0, 1 << 20).withDistribution(RandomDistribution.uniform());
    Arbitrary<Integer> losses = Arbitraries.integers().between(0, MOST_LOST);
    return Combinators.combine(texts, slips, places, losses).as(Slips::slipped);
  }

  private static byte[] slipped(String text, String slip, int place, int lost) {
    int at = place % text.length();
    int to = Math.min(text.length(), at + lost);
    return new StringBuilder(text).replace(at, to, slip).toString().getBytes(UTF_8);
  }
}
