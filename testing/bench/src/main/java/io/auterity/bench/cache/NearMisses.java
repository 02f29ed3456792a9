package io.auterity.bench.cache;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Questions that look alike and ask for something else, made of {@code nearmisses.txt}. */
final class NearMisses {

  private static final Pattern SLOT = Pattern.compile("\\{([^}]*)}");
  private static final String SORT = "sort: ";

  private NearMisses() {}

  /** All pairs, by the sort of what they differ in; always the same. */
  static Map<String, List<QuestionPair>> bySort() {
    Map<String, List<QuestionPair>> all = new LinkedHashMap<>();
    String sort = "";
    for (String line : lines()) {
      if (line.startsWith(SORT)) {
        sort = line.substring(SORT.length());
      } else if (!line.isBlank() && !line.startsWith("#")) {
        all.computeIfAbsent(sort, none -> new ArrayList<>()).addAll(pairs(line));
      }
    }
    return all;
  }

  /** Of one template: where a slot has bars both differ in it, where it has commas they do not. */
  static List<QuestionPair> pairs(String template) {
    Matcher slot = SLOT.matcher(template);
    if (!slot.find()) {
      return List.of();
    }
    String values = slot.group(1);
    List<QuestionPair> all = new ArrayList<>();
    if (values.indexOf('|') >= 0) {
      pair(template, slot, Arrays.asList(values.split("\\|", -1)), all);
    } else {
      for (String value : values.split(",", -1)) {
        all.addAll(pairs(with(template, slot, value)));
      }
    }
    return all;
  }

  // What comes behind it is the same in both, and the first of what it may be.
  private static void pair(
      String template, Matcher slot, List<String> values, List<QuestionPair> all) {
    for (String rest : fillings(template.substring(slot.end()))) {
      for (String one : values) {
        for (String other : values) {
          if (!one.equals(other)) {
            String before = template.substring(0, slot.start());
            all.add(new QuestionPair(before + one + rest, before + other + rest, false));
          }
        }
      }
    }
  }

  private static List<String> fillings(String text) {
    Matcher slot = SLOT.matcher(text);
    if (!slot.find()) {
      return List.of(text);
    }
    List<String> all = new ArrayList<>();
    for (String value : slot.group(1).split("[,|]", -1)) {
      all.addAll(fillings(with(text, slot, value)));
    }
    return all;
  }

  private static String with(String text, Matcher slot, String value) {
    return text.substring(0, slot.start()) + value + text.substring(slot.end());
  }

  private static List<String> lines() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(NearMisses.class.getResourceAsStream("nearmisses.txt")),
                StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
