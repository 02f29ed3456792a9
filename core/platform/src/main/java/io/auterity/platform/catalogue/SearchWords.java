package io.auterity.platform.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The words of questions and capabilities: stems, and what people say for the catalogue's words.
 */
final class SearchWords {

  private static final Set<String> SAY_NOTHING =
      Set.of(
          ("a an the my your our their its all any of in on for to from with without by at as and or"
                  + " is are was were be been has have had do does did me i we you it they this that"
                  + " these those please can could will would want need how many existing specific"
                  + " using via into out up if so there about github gitlab jira confluence jenkins")
              .split(" ", -1));

  /** Word of the catalogue → what people say for it, each a little weaker than the word itself. */
  private static final Map<String, String> SAID =
      Map.ofEntries(
          Map.entry(
              "create", "add make file raise post write upload build~ new~ anlegen erstellen"),
          Map.entry(
              "get",
              "show view read fetch detail info information describe display download zeigen"),
          Map.entry(
              "list",
              "show view see find search which who recent last latest every current~ get~ most~ auflisten"),
          Map.entry(
              "update",
              "change edit modify assign unassign close reopen set rename resolve ändern zuweisen schliessen"),
          Map.entry("delete", "remove drop erase destroy löschen"),
          Map.entry("remove", "delete~ take~"),
          Map.entry("cancel", "stop abort kill end"),
          Map.entry("stop", "cancel abort kill end"),
          Map.entry("trigger", "run start launch kick execute"),
          Map.entry("execute", "run start launch trigger"),
          Map.entry("retry", "rerun again restart"),
          Map.entry("rerun", "retry again restart run~"),
          Map.entry("apply", "move transition change~"),
          Map.entry("search", "find look query"),
          Map.entry("find", "search look query"),
          Map.entry("compare", "diff difference"),
          Map.entry("add", "invite~"),
          Map.entry("issue", "ticket bug story task defect card"),
          Map.entry("repository", "repo"),
          Map.entry("pull", "pr prs mr mrs"),
          Map.entry("request", "pr prs mr mrs"),
          Map.entry("pipeline", "build~ job~"),
          Map.entry("build", "run~"),
          Map.entry("content", "file directory folder source"),
          Map.entry("commit", "change~ file~"),
          Map.entry("log", "console output line"),
          Map.entry("execution", "history run"),
          Map.entry("page", "doc document article wiki"),
          Map.entry("transition", "status~"),
          Map.entry("sprint", "iteration"),
          Map.entry("collaborator", "member access"),
          Map.entry("review", "approve"),
          Map.entry("webhook", "hook"),
          Map.entry("mail", "email gmail outlook"),
          Map.entry("messaging", "slack discord telegram"),
          Map.entry("person", "user people member~ profile~"),
          Map.entry("chat", "summarise summarize llm prompt"));

  private static final double NEAR = 0.85;
  private static final double FAR = 0.45;

  private static final Map<String, Map<String, Double>> MEANT = meant();

  private static Map<String, Map<String, Double>> meant() {
    Map<String, Map<String, Double>> meant = new HashMap<>();
    SAID.forEach(
        (word, said) -> {
          for (String one : said.split(" ", -1)) {
            boolean far = one.endsWith("~");
            String plain = stem(far ? one.substring(0, one.length() - 1) : one);
            meant.computeIfAbsent(plain, each -> new HashMap<>()).put(stem(word), far ? FAR : NEAR);
          }
        });
    return meant;
  }

  /** The stems of a text, in their order, without what says nothing. */
  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{Nd}]+", -1)) {
      if (word.length() > 1 && !SAY_NOTHING.contains(word)) {
        words.add(stem(word));
      }
    }
    return words;
  }

  /** A word without the endings of number and time. */
  static String stem(String word) {
    int length = word.length();
    if (length > 4 && word.endsWith("ies")) {
      return word.substring(0, length - 3) + "y";
    }
    if (length > 4 && (word.endsWith("ches") || word.endsWith("shes") || word.endsWith("sses"))) {
      return word.substring(0, length - 2);
    }
    if (length > 5 && word.endsWith("ing")) {
      return word.substring(0, length - 3);
    }
    if (length > 4 && word.endsWith("ed")) {
      return word.substring(0, length - 2);
    }
    boolean plural =
        length > 3 && word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us");
    return plural ? word.substring(0, length - 1) : word;
  }

  /**
   * The catalogue's words that a word may stand for, with how near they are.
   *
   * @param first whether a question begins with it, where it says what to do
   */
  static Map<String, Double> meant(String word, boolean first) {
    Map<String, Double> meant = new LinkedHashMap<>(MEANT.getOrDefault(word, Map.of()));
    meant.put(word, 1.0);
    if (first && word.equals("open")) {
      meant.put("create", NEAR);
    }
    return meant;
  }

  /** What a question also wants that begins with such a word: to comment is to make a comment. */
  static Map<String, Double> alsoMeant(String first) {
    return List.of("comment", "label", "tag").contains(first) ? Map.of("create", FAR) : Map.of();
  }
}
