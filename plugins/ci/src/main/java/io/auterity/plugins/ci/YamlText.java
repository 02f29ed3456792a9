package io.auterity.plugins.ci;

import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/**
 * Writes maps, lists and texts as YAML that reads the same under YAML 1.1 and 1.2: texts that could
 * be anything else are quoted, lines of commands stand as a literal block.
 */
final class YamlText {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]*");
  private static final Pattern OTHER = Pattern.compile("(?i)y|n|yes|no|true|false|on|off|null");
  private static final Pattern LINES = Pattern.compile("[\\x21-\\x7e][\\x20-\\x7e\\n]*");

  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          .setIndicatorIndent(2)
          .setIndentWithIndicator(true)
          .setIndent(2)
          .setWidth(Integer.MAX_VALUE)
          .setSplitLines(false)
          .setDereferenceAliases(true)
          .build();

  static String of(Map<String, ?> document) {
    return new Dump(SETTINGS, new Texts()).dumpToString(document);
  }

  private static final class Texts extends StandardRepresenter {

    Texts() {
      super(SETTINGS);
      representers.put(String.class, value -> text((String) value));
    }

    private Node text(String value) {
      return representScalar(Tag.STR, value, style(value));
    }

    private static ScalarStyle style(String value) {
      if (PLAIN.matcher(value).matches()) {
        // The key that says what starts a workflow is written so by everybody.
        return OTHER.matcher(value).matches() && !value.equals("on")
            ? ScalarStyle.DOUBLE_QUOTED
            : ScalarStyle.PLAIN;
      }
      return value.contains("\n") && LINES.matcher(value).matches()
          ? ScalarStyle.LITERAL
          : ScalarStyle.DOUBLE_QUOTED;
    }
  }
}
