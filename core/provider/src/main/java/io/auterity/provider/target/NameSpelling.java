package io.auterity.provider.target;

import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rule of a vendor for names, such as those of tools. What is called otherwise is spelled anew:
 * letters that the vendor has not become {@code _}, and a digest of the whole name at the end keeps
 * names apart that would else be one. The same name is always spelled the same.
 *
 * @param form of a whole name
 * @param letters that may stand in it
 * @param first what may stand first
 * @param most characters
 */
public record NameSpelling(Pattern form, Pattern letters, Pattern first, int most) {

  private static final Set<String> KNOWN = Set.of("letters", "first", "most");
  private static final int DIGEST = 8;
  private static final int LONGEST = 1_000;

  /** What a manifest says; null when it says nothing. */
  static @Nullable NameSpelling of(@Nullable Json told) {
    if (!(told instanceof Json.Obj said)) {
      return null;
    }
    ChatConstraints.refuseUnknown(said, KNOWN);
    String letters = said.text("letters");
    if (letters == null) {
      throw new IllegalArgumentException("letters must be given");
    }
    String first = said.text("first");
    Integer longest = ChatConstraints.number(said, "most");
    int most = longest == null ? LONGEST : longest;
    String begin = first == null ? letters : first;
    return new NameSpelling(
        Pattern.compile("[%s][%s]{0,%d}".formatted(begin, letters, most - 1)),
        Pattern.compile("[%s]".formatted(letters)),
        Pattern.compile("[%s]".formatted(begin)),
        most);
  }

  /** The name as the vendor takes it; the same where it does as it is. */
  public String of(String name) {
    return form.matcher(name).matches() ? name : anew(name);
  }

  private String anew(String name) {
    StringBuilder spelled = new StringBuilder(most);
    int room = most - DIGEST - 1;
    for (int i = 0; i < name.length() && spelled.length() < room; i++) {
      String letter = name.substring(i, i + 1);
      if (spelled.isEmpty() && !first.matcher(letter).matches()) {
        spelled.append('_');
      }
      if (spelled.length() < room) {
        spelled.append(letters.matcher(letter).matches() ? letter : "_");
      }
    }
    return spelled.append('_').append(digest(name).substring(0, DIGEST)).toString();
  }

  /** A digest of a text, SHA-256 in 64 hexadecimal digits. */
  public static String digest(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
