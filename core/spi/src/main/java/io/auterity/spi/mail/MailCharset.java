package io.auterity.spi.mail;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The charsets that mail programs mean by their labels, as WHATWG's Encoding Standard has them:
 * what is labelled with an old charset is written in the wider one that replaced it.
 */
public final class MailCharset {

  /** Wider charsets by the one that is named. */
  private static final Map<String, String> WIDER =
      Map.ofEntries(
          Map.entry("ISO-8859-1", "windows-1252"),
          Map.entry("ISO-8859-9", "windows-1254"),
          Map.entry("x-iso-8859-11", "x-windows-874"),
          Map.entry("TIS-620", "x-windows-874"),
          Map.entry("Shift_JIS", "windows-31j"),
          Map.entry("EUC-JP", "x-eucJP-Open"),
          Map.entry("ISO-2022-JP", "x-windows-iso2022jp"),
          Map.entry("EUC-KR", "x-windows-949"),
          Map.entry("x-IBM949", "x-windows-949"),
          Map.entry("GB2312", "GB18030"),
          Map.entry("GBK", "GB18030"),
          Map.entry("Big5", "Big5-HKSCS"));

  /** Labels that Java does not know, each behind its charset. */
  private static final String LABELS =
      """
      windows-1252 x-cp1252 iso88591
      windows-1250 x-cp1250
      windows-1251 x-cp1251
      windows-1254 iso88599
      x-windows-949 ks_c_5601-1989 korean iso-ir-149 csksc56011987 uhc
      GB18030 gb_2312 gb_2312-80 chinese csgb2312 csiso58gb231280 iso-ir-58 x-gbk
      Big5-HKSCS cn-big5 x-x-big5
      x-windows-874 iso8859-11 iso885911 dos-874
      ISO-8859-8 iso-8859-8-i iso-8859-8-e logical visual csiso88598i csiso88598e
      ISO-8859-6 iso-8859-6-i iso-8859-6-e csiso88596i csiso88596e
      KOI8-R koi
      KOI8-U koi8-ru
      x-MacRoman macintosh mac x-mac-roman csmacintosh
      x-MacCyrillic x-mac-cyrillic x-mac-ukrainian
      """;

  private static final Map<String, String> BY_LABEL = byLabel();

  private MailCharset() {}

  private static Map<String, String> byLabel() {
    Map<String, String> labels = new HashMap<>();
    for (String line : LABELS.strip().split("\n", -1)) {
      String[] words = line.split(" ", -1);
      for (int i = 1; i < words.length; i++) {
        labels.put(words[i], words[0]);
      }
    }
    return Map.copyOf(labels);
  }

  /** The charset that a label means, in whatever case; empty where it is not known. */
  public static Optional<Charset> of(String label) {
    String name = label.strip().toLowerCase(Locale.ROOT);
    try {
      Charset named = Charset.forName(Objects.requireNonNullElse(BY_LABEL.get(name), name));
      String wider = WIDER.get(named.name());
      return Optional.of(wider == null ? named : Charset.forName(wider));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }
}
