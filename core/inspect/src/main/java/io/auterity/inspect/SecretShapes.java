package io.auterity.inspect;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds secrets (credentials) in a text: API keys in the shape that their issuers give them, tokens
 * and passwords.
 */
public record SecretShapes() implements Finder {

  private static final int LONGEST_TOKEN = 8_192;
  private static final int LONGEST_KEY = 16_384;
  private static final String BEGIN = "-----BEGIN ";
  private static final String PRIVATE_KEY = "PRIVATE KEY";

  /**
   * A key that its beginning gives away.
   *
   * @param fewest how many letters, digits and signs follow at least
   * @param signs what besides letters and digits may stand in it
   */
  private record Shape(String kind, String begin, int fewest, String signs) {}

  private static final Map<Character, List<Shape>> SHAPES =
      Map.of(
          'A',
          List.of(
              new Shape("aws_key", "AKIA", 16, ""),
              new Shape("aws_key", "ASIA", 16, ""),
              new Shape("google_key", "AIza", 35, "_-")),
          'g',
          List.of(
              new Shape("github_token", "ghp_", 36, ""),
              new Shape("github_token", "gho_", 36, ""),
              new Shape("github_token", "ghu_", 36, ""),
              new Shape("github_token", "ghs_", 36, ""),
              new Shape("github_token", "ghr_", 36, ""),
              new Shape("github_token", "github_pat_", 22, "_"),
              new Shape("gitlab_token", "glpat-", 20, "_-"),
              new Shape("api_key", "gsk_", 20, "")),
          'x',
          List.of(
              new Shape("slack_token", "xoxb-", 10, "-"),
              new Shape("slack_token", "xoxp-", 10, "-"),
              new Shape("slack_token", "xoxa-", 10, "-"),
              new Shape("slack_token", "xoxr-", 10, "-"),
              new Shape("slack_token", "xoxs-", 10, "-"),
              new Shape("slack_token", "xapp-", 10, "-"),
              new Shape("api_key", "xai-", 20, "")),
          's',
          List.of(
              new Shape("api_key", "sk_live_", 16, ""),
              new Shape("api_key", "sk_test_", 16, ""),
              new Shape("api_key", "sk-", 20, "_-")),
          'r',
          List.of(
              new Shape("api_key", "rk_live_", 16, ""),
              new Shape("api_key", "rk_test_", 16, ""),
              new Shape("api_key", "r8_", 30, "")),
          'n',
          List.of(new Shape("npm_token", "npm_", 36, "")),
          'h',
          List.of(new Shape("api_key", "hf_", 30, "")),
          'p',
          List.of(new Shape("pypi_token", "pypi-", 40, "_-")),
          'd',
          List.of(new Shape("api_key", "dop_v1_", 40, "")),
          'S',
          List.of(new Shape("api_key", "SG.", 40, "._-")));

  @Override
  public @Nullable Span at(TextView text, int start) {
    char first = text.at(start);
    if (first == '-') {
      return privateKey(text, start);
    }
    if (!text.begins(start) || text.at(start - 1) == '_') {
      return null;
    }
    Span found = first == 'e' ? webToken(text, start) : null;
    List<Shape> shapes = found == null ? SHAPES.get(first) : null;
    if (shapes != null) {
      found = shaped(text, start, shapes);
    }
    return found;
  }

  private static @Nullable Span shaped(TextView text, int start, List<Shape> shapes) {
    for (Shape shape : shapes) {
      if (stands(text, start, shape.begin())) {
        int begin = start + shape.begin().length();
        int end = end(text, begin, shape.signs());
        if (end - begin >= shape.fewest() && mixed(text.slice(begin, end))) {
          return new Span(shape.kind(), start, end);
        }
      }
    }
    return null;
  }

  // Words joined by dashes are no key.
  private static boolean mixed(String key) {
    return key.chars().anyMatch(Character::isDigit);
  }

  private static boolean stands(TextView text, int start, String begin) {
    for (int i = 0; i < begin.length(); i++) {
      if (text.at(start + i) != begin.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int end(TextView text, int start, String signs) {
    int end = start;
    while (end - start < LONGEST_TOKEN && isOf(text.at(end), signs)) {
      end++;
    }
    while (end > start && signs.indexOf(text.at(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private static boolean isOf(char c, String signs) {
    return (c < 128 && Character.isLetterOrDigit(c)) || signs.indexOf(c) >= 0;
  }

  /** A JSON web token (RFC 7519): three parts, of which the first two are JSON. */
  private static @Nullable Span webToken(TextView text, int start) {
    if (!stands(text, start, "eyJ")) {
      return null;
    }
    int head = end(text, start, "_-");
    if (text.at(head) != '.' || !stands(text, head + 1, "eyJ")) {
      return null;
    }
    int body = end(text, head + 1, "_-");
    int end = text.at(body) == '.' ? end(text, body + 1, "_-") : body;
    return head - start >= 10 ? new Span("jwt", start, end) : null;
  }

  /** A private key as in RFC 7468; where its end is missing, all that could belong to it. */
  private static @Nullable Span privateKey(TextView text, int start) {
    if (text.at(start - 1) == '-' || !stands(text, start, BEGIN)) {
      return null;
    }
    int label = start + BEGIN.length();
    int close = label;
    while (close - label < 40 && isOf(text.at(close), " ")) {
      close++;
    }
    String name = text.slice(label, Math.min(close, text.length()));
    if (!name.contains(PRIVATE_KEY) || !stands(text, close, "-----")) {
      return null;
    }
    int body = close + 5;
    int end = body;
    while (end - start < LONGEST_KEY && isOf(text.at(end), "+/=\r\n\\ :,")) {
      end++;
    }
    String last = "-----END " + name + "-----";
    return new Span("private_key", start, stands(text, end, last) ? end + last.length() : end);
  }
}
