package io.auterity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The words of Javadoc and messages: they name the caller, user, operator or process that is meant.
 * Pronouns and pictures in their place leave a reader to guess who acts.
 */
@Tag("boundary")
class PlainWordsTest {

  private static final Path ROOT = Repository.root();
  private static final Predicate<String> VAGUE =
      Pattern.compile(
              "\\b(whoever|somebody|nobody|comes? of|came of|goes about|(is|are|was|were) owed)\\b",
              Pattern.CASE_INSENSITIVE)
          .asPredicate();
  private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
  private static final Pattern FIRST =
      Pattern.compile("^(.*?[.!?](?=\\s|$)|.*?(?=@param|@return|@throws|$))", Pattern.DOTALL);
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<text>\"\"\".*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\")|'(?:[^'\\\\\\n]|\\\\.)*'"
              + "|/\\*.*?\\*/|//[^\\n]*",
          Pattern.DOTALL);

  /** The account of that name, which the system gives to those without one. */
  private static final String ACCOUNT = "\"nobody\"";

  @Test
  void javadocSaysInItsFirstSentenceWhoIsMeant() throws IOException {
    assertThat(found(PlainWordsTest::firstSentences)).isEmpty();
  }

  @Test
  void messagesSayWhoIsMeant() throws IOException {
    assertThat(found(PlainWordsTest::texts)).isEmpty();
  }

  private interface Reader {
    Stream<String> read(String source);
  }

  private static List<String> found(Reader reader) throws IOException {
    List<String> found = new ArrayList<>();
    int read = 0;
    for (Path file : sources()) {
      for (String text : reader.read(Files.readString(file)).toList()) {
        read++;
        if (VAGUE.test(text)) {
          found.add(ROOT.relativize(file) + ": " + text);
        }
      }
    }
    assertThat(read).isGreaterThan(5_000);
    return found;
  }

  private static Stream<String> firstSentences(String source) {
    return JAVADOC
        .matcher(source)
        .results()
        .map(comment -> comment.group(1).replaceAll("\\s*\\n\\s*\\*\\s?", " ").strip())
        .map(PlainWordsTest::first);
  }

  private static String first(String text) {
    return FIRST.matcher(text).results().findFirst().map(MatchResult::group).orElse(text);
  }

  private static Stream<String> texts(String source) {
    return TOKEN
        .matcher(source)
        .results()
        .map(token -> token.group("text"))
        .filter(text -> text != null && !text.equals(ACCOUNT));
  }

  private static List<Path> sources() throws IOException {
    List<Path> all = new ArrayList<>();
    for (String group : List.of("core", "plugins", "clients", "deploy", "testing")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(group))) {
        files
            .filter(file -> file.toString().contains("/src/main/java/"))
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(all::add);
      }
    }
    return all;
  }
}
