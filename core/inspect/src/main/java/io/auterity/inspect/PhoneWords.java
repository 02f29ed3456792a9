package io.auterity.inspect;

import java.util.List;

/** Words beside numbers that say whether they are those of phones. */
final class PhoneWords {

  private static final int NEAR = 12;

  /** Words after which whatever has the form of a number is one. */
  static final Hints HINTS =
      new Hints(
          "answering at",
          "landline*",
          "voicemail*",
          "telef*",
          "telemóvel*",
          "puhelin*",
          "portable",
          "cellulare",
          "телефон*",
          "тел",
          "電話",
          "电话",
          "手机",
          "携帯",
          "전화",
          "phone*",
          "tel",
          "telno",
          "telnr",
          "telephon*",
          "call",
          "calls",
          "called",
          "calling",
          "mobile",
          "mobiles",
          "mobilephone",
          "cell",
          "cellphone*",
          "fax*",
          "whatsapp*",
          "sms",
          "dial",
          "dialed",
          "dialing",
          "ring",
          "reach me",
          "handy",
          "handynummer",
          "text me at",
          "contact number*",
          "my number",
          "reach her",
          "reach him",
          "reach them",
          "teléf*",
          "tél",
          "téléphone*",
          "móvil",
          "celular*",
          "hotline*");

  /** Words after which it is none. */
  static final Hints OTHERS = new Hints(NEAR, "isbn*", "issn", "ean", "version*", "serial*");

  /** Words after which a number is a phone's if it stands in groups or right behind a link. */
  static final Hints WEAK =
      new Hints(
          "contact",
          "contacts",
          "reach",
          "messages to",
          "message from",
          "registered",
          "new number",
          "numéro",
          "emergency");

  private static final List<String> LINKS =
      List.of(
          "at ", "on ", "to ", "from ", "via ", "under ", "is ", "est le ", ": ", "registered ");

  /** Words that say that a number is that of something else. */
  static final Hints COUNTED =
      new Hints(
          NEAR * 2,
          "order",
          "orders",
          "invoice*",
          "bill",
          "ticket*",
          "case #",
          "case no",
          "case number",
          "part #",
          "part no",
          "part number",
          "item*",
          "ref ",
          "ref.",
          "ref:",
          "ref #",
          "reference*",
          "id ",
          "id:",
          "id #",
          "id-",
          "sku*",
          "account*",
          "routing",
          "license*",
          "licence*",
          "policy",
          "serial*",
          "room",
          "flight*",
          "lot ",
          "batch*",
          "article*",
          "artikel*",
          "rechnung*",
          "bestell*",
          "commande*",
          "facture*",
          "dossier*",
          "zip",
          "zipcode",
          "plz");

  /** Words that stand right behind a number. */
  private static final List<String> LABELS =
      List.of("office", "fax", "mobile", "cell", "landline", "(office", "(fax", "(mobile", "(cell");

  /** Whether what stands right before leads to a number. */
  static boolean link(TextView text, int start) {
    String before = text.before(start, NEAR);
    return LINKS.stream().anyMatch(before::endsWith);
  }

  /** Whether one of the words stands right behind. */
  static boolean label(TextView text, int end) {
    int place = text.at(end) == ' ' ? end + 1 : end;
    for (String label : LABELS) {
      boolean stands = !text.isLetterOrDigit(place + label.length());
      for (int i = 0; i < label.length() && stands; i++) {
        stands = Character.toLowerCase(text.at(place + i)) == label.charAt(i);
      }
      if (stands) {
        return true;
      }
    }
    return false;
  }
}
