package io.auterity.relay.call;

import io.auterity.platform.pattern.Glob;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.Billed;
import io.auterity.spi.PluginManifest.BilledTool;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Surcharge;
import io.auterity.spi.ai.Tool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a chat asks that changes its price: tools that a vendor carries out and bills by their
 * use, and classes of its service. What each dialect calls them is told by the manifests of
 * plugins.
 */
public final class Charges {

  /** Where no plugin tells of any. */
  public static final Charges NONE = new Charges(List::of);

  /** How often a vendor may search that is asked by a field, as one that has tools for it may. */
  private static final long MOST_ASKED = 10;

  private final Supplier<List<Billed>> told;
  private volatile Table table = Table.of(List.of());

  /**
   * @param told by plugins; another list whenever they change
   */
  public Charges(Supplier<List<Billed>> told) {
    this.told = told;
  }

  /** A tool whose name is compared without upper case and underscores. */
  private record Named(String dialect, Glob name, BilledTool tool) {

    static Named of(Billed dialect, BilledTool tool) {
      return new Named(dialect.dialect(), new Glob(plain(tool.name())), tool);
    }

    // Vendors tell a tool of theirs by its type, or by the name of the one field that it is in.
    boolean is(String called, Json.Obj own) {
      String type = own.text("type");
      return (type != null && name.matches(plain(type)))
          || name.matches(plain(called))
          || own.fields().keySet().stream().anyMatch(field -> name.matches(plain(field)));
    }

    long uses(Json.Obj own) {
      String bound = tool.bound();
      return bound != null && own.get(bound) instanceof Json.Int(long most) && most > 0
          ? most
          : tool.most();
    }

    private static String plain(String name) {
      return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
  }

  /** What was told, as it is looked up. */
  private record Table(List<Billed> told, List<Named> tools) {

    static Table of(List<Billed> told) {
      return new Table(
          told,
          told.stream()
              .flatMap(dialect -> dialect.tools().stream().map(tool -> Named.of(dialect, tool)))
              .toList());
    }

    @Nullable Named known(String dialect, String called, Json.Obj own) {
      for (Named one : tools) {
        if (one.dialect().equals(dialect) && one.is(called, own)) {
          return one;
        }
      }
      return null;
    }
  }

  /** What an input asks; nothing when it is no chat. */
  public SurchargeQuantities of(Record input) {
    return input instanceof ChatRequest chat ? of(chat) : SurchargeQuantities.NONE;
  }

  private SurchargeQuantities of(ChatRequest chat) {
    if (asksForNothing(chat)) {
      return SurchargeQuantities.NONE;
    }
    Table known = table();
    Map<String, Long> untold = untold(known, chat);
    Map<String, Long> most = new HashMap<>();
    untold.keySet().forEach(unit -> most.put(unit, MOST_ASKED));
    tier(known, chat).ifPresent(unit -> most.put(unit, 1L));
    addTools(known, chat, most);
    return most.isEmpty() ? SurchargeQuantities.NONE : new SurchargeQuantities(most, untold);
  }

  // Most chats; nothing is made for them.
  private static boolean asksForNothing(ChatRequest chat) {
    if (chat.extra() != null) {
      return false;
    }
    List<Tool> tools = chat.tools();
    for (int i = 0; tools != null && i < tools.size(); i++) {
      if (tools.get(i).dialect() != null) {
        return false;
      }
    }
    return true;
  }

  // Vendors' tools stand among the caller's, or among the further fields of their dialect.
  private static void addTools(Table known, ChatRequest chat, Map<String, Long> most) {
    if (chat.tools() != null) {
      for (Tool tool : chat.tools()) {
        String dialect = tool.dialect();
        if (dialect != null) {
          add(known, dialect, tool.name(), Extra.in(tool.extra(), dialect), most);
        }
      }
    }
    for (Billed told : known.told()) {
      if (Extra.in(chat.extra(), told.dialect()).get("tools") instanceof Json.Arr(List<Json> own)) {
        for (Json tool : own) {
          if (tool instanceof Json.Obj fields) {
            add(known, told.dialect(), "", fields, most);
          }
        }
      }
    }
  }

  private static void add(
      Table known, String dialect, String called, Json.Obj own, Map<String, Long> most) {
    Named one = known.known(dialect, called, own);
    if (one != null) {
      most.merge(one.tool().unit(), one.uses(own), Math::max);
    }
  }

  private Table table() {
    List<Billed> now = told.get();
    Table known = table;
    if (!known.told().equals(now)) {
      known = Table.of(now);
      table = known;
    }
    return known;
  }

  private static Map<String, Long> untold(Table known, ChatRequest chat) {
    Map<String, Long> untold = new HashMap<>(0);
    if (chat.extra() != null) {
      for (Billed dialect : known.told()) {
        Json.Obj asked = Extra.in(chat.extra(), dialect.dialect());
        dialect
            .asks()
            .forEach(
                (field, unit) -> {
                  if (asked.get(field) instanceof Json.Obj) {
                    untold.put(unit, 1L);
                  }
                });
      }
    }
    return untold;
  }

  private static Optional<String> tier(Table known, ChatRequest chat) {
    if (chat.extra() == null) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>(1);
    for (Billed dialect : known.told()) {
      Json.Obj asked = Extra.in(chat.extra(), dialect.dialect());
      dialect.classes().forEach(field -> words.add(word(asked.get(field))));
    }
    return Surcharge.tier(words.toArray(String[]::new));
  }

  private static String word(@Nullable Json value) {
    return switch (value) {
      case Json.Str(String text) -> text;
      case Json.Obj object when object.text("type") != null -> String.valueOf(object.text("type"));
      case null, default -> "";
    };
  }
}
