package io.auterity.plugins.knowledge;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.jspecify.annotations.Nullable;

/** The snippet of a text around the first of some words. */
record Snippet(@Nullable Pattern words) {

  private static final int BEFORE = 60;
  private static final int LENGTH = 240;

  static Snippet of(String text) {
    Set<String> words = new LinkedHashSet<>();
    try (TokenStream tokens = SearchIndex.WORDS.tokenStream(SearchIndex.BODY, text)) {
      CharTermAttribute word = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        words.add(word.toString());
      }
      tokens.end();
    } catch (IOException e) {
      throw KnowledgeContext.disk(e);
    }
    return new Snippet(words.isEmpty() ? null : pattern(words));
  }

  private static Pattern pattern(Set<String> words) {
    String any = words.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    return Pattern.compile(any, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** The beginning of the text where it has none of the words. */
  String in(String text) {
    Matcher found = words == null ? null : words.matcher(text);
    int at = found != null && found.find() ? found.start() : 0;
    int from = edge(text, Math.max(0, at - BEFORE));
    int to = edge(text, Math.min(text.length(), from + LENGTH));
    String part = text.substring(from, to).replaceAll("\\s+", " ").strip();
    return (from > 0 ? "… " : "") + part + (to < text.length() ? " …" : "");
  }

  // Never between the two halves of one character.
  private static int edge(String text, int at) {
    boolean inside = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
    return inside ? at - 1 : at;
  }
}
