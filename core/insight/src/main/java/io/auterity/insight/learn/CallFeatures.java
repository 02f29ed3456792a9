package io.auterity.insight.learn;

import io.auterity.relay.route.CallFacts;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The feature vector of a call, a few numbers about as large as one: size, hour, labels, how its
 * text is written, and what it is about. The words cannot be read back from them.
 */
public final class CallFeatures {

  /** How many there are. */
  public static final int SIZE = 28;

  private static final int LABELS = 2;
  private static final int TOPICS = 16;
  private static final double STEP = 64;
  private static final double LONG = Math.log(100_000);
  private static final String CODE = "{}();=<>[]\\_";

  /**
   * Of one call.
   *
   * @param text what is said in it; empty where that may not be looked at
   * @param vector of the text, of length one; null where there is none
   */
  public static List<Double> of(
      CallFacts facts, Instant at, String text, float @Nullable [] vector) {
    List<Double> all = new ArrayList<>(SIZE);
    all.add(1.0);
    all.add(rounded(Math.min(1, Math.log(1.0 + (double) facts.inputTokens()) / LONG)));
    double angle = 2 * Math.PI * LocalTime.ofInstant(at, ZoneOffset.UTC).toSecondOfDay() / 86_400;
    all.add(rounded(Math.sin(angle)));
    all.add(rounded(Math.cos(angle)));
    addText(all, text);
    addLabels(all, facts);
    addTopics(all, vector);
    return all;
  }

  private static void addText(List<Double> all, String text) {
    long code = text.chars().filter(letter -> CODE.indexOf(letter) >= 0).count();
    long digits = text.chars().filter(Character::isDigit).count();
    long capitals = text.chars().filter(Character::isUpperCase).count();
    long foreign =
        text.chars().filter(letter -> letter > 0x24f && Character.isLetter(letter)).count();
    long accents = text.chars().filter(letter -> letter > 0xbf && letter <= 0x24f).count();
    double length = Math.max(1, text.length());
    all.add(text.indexOf('?') >= 0 ? 1.0 : 0.0);
    all.add(rounded(Math.min(1, 8 * code / length)));
    all.add(rounded(Math.min(1, 4 * digits / length)));
    all.add(rounded(Math.min(1, 4 * capitals / length)));
    all.add(rounded(Math.min(1, 2 * foreign / length)));
    // A text of a language with accents has one in every few words.
    all.add(rounded(Math.min(1, 40 * accents / length)));
  }

  // Feature hashing (Weinberger et al., 2009): whatever labels there are share a few places.
  private static void addLabels(List<Double> all, CallFacts facts) {
    double[] places = new double[LABELS];
    facts
        .labels()
        .forEach(
            (name, value) -> {
              int hash = (name + '=' + value).hashCode() * 0x9e3779b9;
              places[Math.floorMod(hash >>> 8, places.length)] += (hash & 1) == 0 ? 1 : -1;
            });
    for (double place : places) {
      all.add(rounded(Math.tanh(place)));
    }
  }

  // Random projection with signs (Achlioptas, 2003): distances stay about as they were.
  private static void addTopics(List<Double> all, float @Nullable [] vector) {
    for (int topic = 0; topic < TOPICS; topic++) {
      double sum = 0;
      for (int i = 0; vector != null && i < vector.length; i++) {
        long mixed = (topic * 0x9e3779b97f4a7c15L + i + 1) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 29)) * 0x94d049bb133111ebL;
        sum += (mixed >>> 32 & 1) == 0 ? vector[i] : -vector[i];
      }
      all.add(rounded(Math.clamp(sum / 2, -2, 2)));
    }
  }

  // A few bits are enough, and take little room in a decision.
  private static double rounded(double value) {
    return Math.rint(value * STEP) / STEP;
  }
}
