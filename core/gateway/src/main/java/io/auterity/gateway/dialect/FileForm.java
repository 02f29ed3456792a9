package io.auterity.gateway.dialect;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A form with one file, whose content goes on as it comes, and fields beside it.
 *
 * @param name of the file
 * @param fields by name
 */
public record FileForm(String name, Map<String, String> fields) {

  private static final String FILE = "file";

  public FileForm {
    fields = Map.copyOf(fields);
  }

  /**
   * Reads all of a form.
   *
   * @param content is handed the content of the file
   * @throws io.auterity.spi.CallFailedException {@code invalid} without a file and for two
   */
  public static FileForm read(Multipart form, Form.Upload.Taker content) throws IOException {
    Map<String, String> told = new LinkedHashMap<>();
    String name = null;
    for (Multipart.Field field = form.next(); field != null; field = form.next()) {
      if (!field.name().equals(FILE)) {
        told.put(field.name(), field.text());
      } else if (name == null) {
        name = field.file() == null ? FILE : field.file();
        if (name.indexOf('\0') >= 0) {
          throw FieldRefusals.invalid(FILE, "must not have U+0000 in its name");
        }
        content.take(field.content());
      } else {
        throw FieldRefusals.invalid(FILE, "stands twice");
      }
    }
    if (name == null) {
      throw FieldRefusals.missing(FILE);
    }
    return new FileForm(name, told);
  }
}
