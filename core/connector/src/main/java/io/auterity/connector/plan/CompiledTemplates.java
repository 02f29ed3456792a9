package io.auterity.connector.plan;

import io.auterity.connector.function.ConnectorFunctions;
import io.auterity.platform.expression.BadExpressionException;
import io.auterity.platform.expression.ExpressionCompiler;
import io.auterity.platform.expression.Template;
import io.auterity.platform.expression.TemplateCompiler;
import io.auterity.platform.expression.ValueType;
import io.auterity.spi.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The templates of one file. Of all names in scope a text is compiled over those that it mentions,
 * and once for the same types of them: most operations share their records.
 */
final class CompiledTemplates {

  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Map<Map<String, ValueType>, TemplateCompiler> compilers = new HashMap<>();
  private final Map<Key, Template> templates = new HashMap<>();
  private final Map<String, Set<String>> words = new HashMap<>();

  private record Key(Json text, Map<String, ValueType> names) {}

  /**
   * Compiles a text.
   *
   * @throws BadExpressionException with what is wrong with it; names all that are in scope
   */
  Template compile(Json text, Map<String, ValueType> names) {
    Map<String, ValueType> mentioned = mentioned(text, names);
    Key key = new Key(text, mentioned);
    Template known = templates.get(key);
    if (known == null) {
      known = compiled(text, mentioned, names);
      templates.put(key, known);
    }
    return known;
  }

  private Template compiled(
      Json text, Map<String, ValueType> mentioned, Map<String, ValueType> names) {
    try {
      return over(mentioned).compile(text);
    } catch (BadExpressionException e) {
      if (mentioned.size() == names.size()) {
        throw e;
      }
      return over(names).compile(text);
    }
  }

  private TemplateCompiler over(Map<String, ValueType> names) {
    return compilers.computeIfAbsent(
        names,
        all -> new TemplateCompiler(new ExpressionCompiler(all, ConnectorFunctions.LIBRARY)));
  }

  private Map<String, ValueType> mentioned(Json value, Map<String, ValueType> names) {
    Map<String, ValueType> mentioned = new HashMap<>();
    if (value instanceof Json.Str(String text) && text.contains("${")) {
      for (String word : words.computeIfAbsent(text, CompiledTemplates::words)) {
        ValueType type = names.get(word);
        if (type != null) {
          mentioned.put(word, type);
        }
      }
    }
    return mentioned;
  }

  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      words.add(word.group());
    }
    return words;
  }
}
