package io.auterity.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The SQL that stands in the sources of stores, read as text: literals and constants in a row up to
 * the first binding make a statement. Those of the engine role are not among them.
 */
final class TenantStatements {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\"\"\"(?<block>.*?)\"\"\"|\"(?<text>(?:[^\"\\\\]|\\\\.)*)\"|(?<name>\\b[A-Z][A-Z_]+\\b)"
              + "|(?<end>;|\\.(?:bind|map|execute|one|list|find)\\w*\\()",
          Pattern.DOTALL);
  private static final String ENGINE = "new EngineStatement(";
  private static final Pattern BRACKET =
      Pattern.compile("\"\"\".*?\"\"\"|\"(?:[^\"\\\\]|\\\\.)*\"|[()]", Pattern.DOTALL);
  private static final Pattern CONSTANT =
      Pattern.compile(
          "static final String (?<name>[A-Z_]+)"
              + " =(?<value>(?:\\s*\\+?\\s*(?:\"\"\".*?\"\"\"|\"[^\"]*\"))+)",
          Pattern.DOTALL);
  private static final Pattern TABLE =
      Pattern.compile("\\b(?<verb>from|join|update|into) (?<table>[a-z_]+)");
  private static final Pattern CONFINED =
      Pattern.compile("\\btenant = (?::tenant\\b|current_tenant\\(\\))");
  private static final Pattern PLACED =
      Pattern.compile("insert into [a-z_]+[^(]*\\([^)]*\\btenant\\b");
  private static final Pattern JOINED = Pattern.compile("join [a-z_]+ [a-z] using \\(tenant\\b");

  private final Set<String> tables;
  private final Set<String> seen = new HashSet<>();

  TenantStatements(Set<String> tables) {
    this.tables = tables;
  }

  /** The tables that statements were found of. */
  Set<String> seen() {
    return seen;
  }

  /** Statements that name a table more often than they say whose rows they mean. */
  List<String> unconfined(Path modules) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(modules)) {
      for (Path file : (Iterable<Path>) files.filter(TenantStatements::isStore)::iterator) {
        unconfined(Files.readString(file))
            .forEach(sql -> found.add(file.getFileName() + ": " + sql));
      }
    }
    return found;
  }

  private static boolean isStore(Path file) {
    String path = file.toString();
    return path.contains("/src/main/java/") && path.contains("/store/") && path.endsWith(".java");
  }

  List<String> unconfined(String source) {
    List<String> found = new ArrayList<>();
    for (String sql : statements(source)) {
      if (named(sql) > count(CONFINED, sql) + count(PLACED, sql) + count(JOINED, sql)) {
        found.add(sql);
      }
    }
    return found;
  }

  private int named(String sql) {
    int named = 0;
    Matcher matcher = TABLE.matcher(sql);
    while (matcher.find()) {
      if (tables.contains(matcher.group("table"))) {
        seen.add(matcher.group("table"));
        named++;
      }
    }
    return named;
  }

  private static long count(Pattern pattern, String sql) {
    return pattern.matcher(sql).results().count();
  }

  /** The source without what is within {@code new EngineStatement(...)}. */
  private static String ofTenants(String source) {
    StringBuilder rest = new StringBuilder();
    int from = 0;
    for (int at = source.indexOf(ENGINE); at >= 0; at = source.indexOf(ENGINE, from)) {
      rest.append(source, from, at);
      from = closed(source, at + ENGINE.length());
    }
    return rest.append(source, from, source.length()).toString();
  }

  /** Where the parenthesis ends within which a place lies, past parentheses in literals. */
  private static int closed(String source, int within) {
    Matcher matcher = BRACKET.matcher(source);
    int depth = 1;
    int at = within;
    while (depth > 0 && matcher.find(at)) {
      at = matcher.end();
      depth += matcher.group().equals("(") ? 1 : matcher.group().equals(")") ? -1 : 0;
    }
    return at;
  }

  private static List<String> statements(String all) {
    String source = ofTenants(all);
    Map<String, String> constants = constants(source);
    List<String> statements = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    Matcher matcher = TOKEN.matcher(source);
    while (matcher.find()) {
      if (matcher.group("end") != null) {
        statements.add(plain(open.toString()));
        open.setLength(0);
      } else if (matcher.group("name") != null) {
        open.append(' ').append(constants.getOrDefault(matcher.group("name"), ""));
      } else {
        open.append(' ').append(literal(matcher));
      }
    }
    return statements;
  }

  private static Map<String, String> constants(String source) {
    Map<String, String> constants = new HashMap<>();
    Matcher matcher = CONSTANT.matcher(source);
    while (matcher.find()) {
      StringBuilder value = new StringBuilder();
      Matcher literals = TOKEN.matcher(matcher.group("value"));
      while (literals.find()) {
        value.append(literal(literals));
      }
      constants.put(matcher.group("name"), value.toString());
    }
    return constants;
  }

  private static String literal(Matcher matcher) {
    String block = matcher.group("block");
    return block == null ? String.valueOf(matcher.group("text")) : block;
  }

  private static String plain(String sql) {
    return sql.replaceAll("\\s+", " ").strip();
  }
}
