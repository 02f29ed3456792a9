package io.auterity.spi;

import java.util.Map;

/** Writes compact JSON text (RFC 8259); escapes what must be escaped and nothing more. */
final class JsonText {

  private static final String HEX = "0123456789abcdef";

  private static final int USUAL = 512;

  private final StringBuilder out;

  private JsonText(int size) {
    out = new StringBuilder(size);
  }

  static String of(Json value) {
    JsonText text = new JsonText(USUAL);
    text.write(value);
    return text.out.toString();
  }

  static String quoted(String value) {
    JsonText text = new JsonText(value.length() + 2);
    text.quote(value);
    return text.out.toString();
  }

  private void write(Json value) {
    switch (value) {
      case Json.Obj object -> writeObject(object);
      case Json.Arr array -> writeArray(array);
      case Json.Str string -> quote(string.value());
      default -> out.append(value);
    }
  }

  private void writeObject(Json.Obj object) {
    out.append('{');
    String separator = "";
    for (Map.Entry<String, Json> field : object.fields().entrySet()) {
      out.append(separator);
      quote(field.getKey());
      out.append(':');
      write(field.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private void writeArray(Json.Arr array) {
    out.append('[');
    String separator = "";
    for (Json item : array.items()) {
      out.append(separator);
      write(item);
      separator = ",";
    }
    out.append(']');
  }

  // What needs no escape is copied in runs.
  private void quote(String value) {
    out.append('"');
    int run = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\' || Character.isSurrogate(c)) {
        out.append(value, run, i);
        escape(c);
        run = i + 1;
      }
    }
    out.append(value, run, value.length()).append('"');
  }

  private void escape(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> escapeUnit(c);
    }
  }

  // Surrogates are always escaped, so that a lone one stays valid UTF-8 once encoded.
  private void escapeUnit(char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX.charAt((c >> shift) & 0xf));
    }
  }
}
