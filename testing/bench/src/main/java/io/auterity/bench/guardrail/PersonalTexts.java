package io.auterity.bench.guardrail;

import io.auterity.inspect.Span;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Texts with personal data at known places, made from sentences that the rules were first written
 * without; those for phones and numbers were widened, on other texts, after it was known what was
 * missed here. The values are made here as their issuers do, not by what finds them; numbers of
 * other sorts stand beside them.
 */
final class PersonalTexts {

  private static final List<String> SENTENCES =
      List.of(
          "Hi team, the new hire can be reached at {email} from Monday on.",
          "Customer left a voicemail and wants a call back under {phone}, order 4471-B-2026.",
          "Kindly wire the deposit to {iban} before 2026-11-30; invoice INV-20261130-0042.",
          "He typed {card} into the chat, expiry 04/29, total 1,299.00 EUR.",
          "Login from {ip_address} was rejected 3 times at 14:03:22 (build 7.14.2.901).",
          "Applicant's SSN is {us_ssn}, employer id 12-3456789, score 742.",
          "Travel desk: passport {passport}, seat 14C, ticket 220-4410987654.",
          "Tax form lists {national_id} as identifier, case 2026/118.",
          "cc: {email}; {email} (both on leave until 12.01.2027)",
          "{phone} is what the form says, next to the date 03/04/2026.",
          "Emergency contact: {phone}. Alternative mobile {phone}.",
          "firewall: drop src={ip_address} dst={ip_address} proto=6 len=1500",
          "Refund {card} and mail the receipt to {email}, ticket #88213377.",
          "The parcel 1Z999AA10123456784 weighs 12.5 kg and ships on 2026-12-01.",
          "Meeting moved to 10:30, room 4.112, agenda v2.3.1, budget 1.250.000,00.",
          "Serial 5500 0000 1234, firmware 10.2.33, uptime 123456789 s.",
          "UUID 550e8400-e29b-41d4-a716-446655440000 failed with code 0x80070057.");

  private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";

  /** A text and what stands in it. */
  record Known(String text, List<Span> spans) {}

  private final Random random;

  PersonalTexts(long seed) {
    this.random = new Random(seed);
  }

  List<Known> make(int count) {
    List<Known> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(filled(SENTENCES.get(i % SENTENCES.size())));
    }
    return texts;
  }

  private Known filled(String sentence) {
    StringBuilder text = new StringBuilder();
    List<Span> spans = new ArrayList<>();
    int place = 0;
    for (int open = sentence.indexOf('{'); open >= 0; open = sentence.indexOf('{', place)) {
      int close = sentence.indexOf('}', open);
      text.append(sentence, place, open);
      String kind = sentence.substring(open + 1, close);
      String value = value(kind);
      spans.add(new Span(kind, text.length(), text.length() + value.length()));
      text.append(value);
      place = close + 1;
    }
    return new Known(text.append(sentence.substring(place)).toString(), spans);
  }

  private String value(String kind) {
    return switch (kind) {
      case "email" -> email();
      case "phone" -> phone();
      case "iban" -> iban();
      case "card" -> card();
      case "ip_address" -> address();
      case "us_ssn" -> "%03d-%02d-%04d".formatted(1 + random.nextInt(665), one(99), one(9999));
      case "passport" -> passport();
      case "national_id" -> nationalId();
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private int one(int most) {
    return 1 + random.nextInt(most);
  }

  private String pick(String... all) {
    return all[random.nextInt(all.length)];
  }

  private String digits(int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }

  private String letters(int count) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < count; i++) {
      letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return letters.toString();
  }

  private String email() {
    String first = pick("maria", "j.smith", "o'neill", "li_wei", "anna-lena", "k.o.brien", "x");
    String tag = pick("", "", "+news", "." + digits(2), digits(4));
    String host = pick("example.com", "mail.example.co.uk", "firma.de", "uni-x.edu", "a1.museum");
    String all = first + tag + "@" + host;
    return random.nextInt(8) == 0 ? all.toUpperCase(Locale.ROOT) : all;
  }

  private String phone() {
    String area = pick("212", "415", "617", "303", "206", "713");
    String exchange = "%d%s".formatted(2 + random.nextInt(8), digits(2));
    String line = digits(4);
    return switch (random.nextInt(13)) {
      case 9 -> "020 7946 0" + digits(3);
      case 10 -> "+33 (0)1 23 45 67 " + digits(2);
      case 11 -> "0171 55" + digits(5);
      case 12 -> "+91-98765-" + digits(5);
      case 0 -> "(%s) %s-%s".formatted(area, exchange, line);
      case 1 -> "%s-%s-%s".formatted(area, exchange, line);
      case 2 -> "%s.%s.%s".formatted(area, exchange, line);
      case 3 -> "+1 %s %s %s".formatted(area, exchange, line);
      case 4 -> "+1-%s-%s-%s x%s".formatted(area, exchange, line, digits(3));
      case 5 -> "+44 20 7946 0" + digits(3);
      case 6 -> "+49 30 901820" + digits(2);
      case 7 -> "0044 20 7946 0" + digits(3);
      default -> area + exchange + line;
    };
  }

  private String iban() {
    String country = pick("DE", "GB", "FR", "NL", "ES");
    String account =
        switch (country) {
          case "DE" -> digits(18);
          case "GB" -> letters(4) + digits(14);
          case "FR" -> digits(23);
          case "NL" -> letters(4) + digits(10);
          default -> digits(20);
        };
    String iban = country + checkDigits(country, account) + account;
    return random.nextBoolean() ? iban : iban.replaceAll("(.{4})(?=.)", "$1 ");
  }

  private static String checkDigits(String country, String account) {
    StringBuilder number = new StringBuilder();
    for (char c : (account + country + "00").toCharArray()) {
      number.append(Character.digit(c, 36));
    }
    int rest = new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue();
    return "%02d".formatted(98 - rest);
  }

  private String card() {
    String begin = pick("4", "51", "55", "2221", "34", "37", "6011");
    int length = begin.startsWith("3") ? 15 : 16;
    String body = begin + digits(length - 1 - begin.length());
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      int digit = body.charAt(body.length() - 1 - i) - '0';
      int twice = i % 2 == 0 ? digit * 2 : digit;
      sum += twice > 9 ? twice - 9 : twice;
    }
    String card = body + (10 - sum % 10) % 10;
    String separator = pick("", " ", "-");
    return length == 16 ? card.replaceAll("(.{4})(?=.)", "$1" + separator) : card;
  }

  private String address() {
    String four =
        "%d.%d.%d.%d".formatted(one(223), random.nextInt(256), random.nextInt(256), one(254));
    String six =
        "2001:db8:%x:%x::%x"
            .formatted(random.nextInt(65_536), random.nextInt(65_536), 10 + random.nextInt(90));
    return random.nextInt(4) == 0 ? six : four;
  }

  private String passport() {
    return switch (random.nextInt(3)) {
      case 0 -> digits(9);
      case 1 -> letters(1) + digits(8);
      default -> "C01X" + digits(5);
    };
  }

  private String nationalId() {
    int number = random.nextInt(100_000_000);
    return switch (random.nextInt(3)) {
      case 0 -> "%08d%s".formatted(number, "TRWAGMYFPDXBNJZSQVHLCKE".charAt(number % 23));
      case 1 -> "AB %02d %02d %02d C".formatted(number % 100, one(99) % 100, one(99) % 100);
      default -> cpf(digits(9));
    };
  }

  private static String cpf(String nine) {
    String ten = nine + check(nine);
    String all = ten + check(ten);
    return "%s.%s.%s-%s"
        .formatted(all.substring(0, 3), all.substring(3, 6), all.substring(6, 9), all.substring(9));
  }

  private static int check(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      sum += (digits.charAt(i) - '0') * (digits.length() + 1 - i);
    }
    int rest = sum * 10 % 11;
    return rest == 10 ? 0 : rest;
  }
}
