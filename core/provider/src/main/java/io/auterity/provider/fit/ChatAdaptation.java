package io.auterity.provider.fit;

import io.auterity.provider.ModelSpec;
import io.auterity.provider.target.ChatConstraints;
import io.auterity.provider.target.FittedSchema;
import io.auterity.provider.target.ModelRule;
import io.auterity.provider.target.NameSpelling;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts and turns a chat to what its target takes, and tells what of it is lost. The same request,
 * target and knowledge give the same chat; what its target takes as it is stays the same object.
 */
public final class ChatAdaptation {

  /** Words for how much to think, the least first. */
  private static final List<String> EFFORTS =
      List.of("none", "minimal", "low", "medium", "high", "xhigh", "max");

  private static final String REASONING = "reasoning";
  private static final String THINKING = "thinking";

  private final ChatConstraints chatConstraints;
  private final @Nullable ModelSpec model;
  private final Map<String, Long> refused;
  private final Set<String> lost = new LinkedHashSet<>();

  private ChatAdaptation(
      ChatConstraints chatConstraints, @Nullable ModelSpec model, Map<String, Long> refused) {
    this.chatConstraints = chatConstraints;
    this.model = model;
    this.refused = refused;
  }

  /**
   * The chat as it is sent.
   *
   * @param asked with the vendor's name of the model
   * @param model what is known of it; null when nothing
   * @param refused what the vendor has refused of such requests before, by field: the greatest
   *     value that it takes, or 0
   */
  public static FittedChat of(
      ChatRequest asked,
      ChatConstraints chatConstraints,
      @Nullable ModelSpec model,
      Map<String, Long> refused) {
    return new ChatAdaptation(chatConstraints, model, refused).fit(asked);
  }

  private FittedChat fit(ChatRequest asked) {
    List<String> gone = new ArrayList<>();
    ChatRequest chat = VendorRefusal.without(asked, refused, gone);
    lost.addAll(gone);
    chat = limited(chat);
    chat = thinking(chat);
    chat = temperature(chat);
    chat = user(chat);
    chat = stops(chat);
    chat = tools(chat);
    chat = answer(chat);
    ToolNames names =
        chatConstraints.names() == null ? ToolNames.SAME : new ToolNames(chatConstraints.names());
    chat = names.there(chat);
    List<Message> messages = FittedMessages.of(chat.messages(), chatConstraints, names, lost::add);
    chat = messages.equals(chat.messages()) ? chat : chat.withMessages(messages);
    return new FittedChat(marked(chat), List.copyOf(lost), names);
  }

  private ChatRequest limited(ChatRequest chat) {
    Long most = refused.get(VendorRefusal.LIMIT);
    Integer asked = chat.maxOutputTokens();
    if (most == null || asked == null || asked <= most) {
      return chat;
    }
    lost.add(VendorRefusal.LIMIT);
    return chat.toBuilder().maxOutputTokens((int) Math.max(1, most)).build();
  }

  private ChatRequest thinking(ChatRequest chat) {
    Thinking asked = chat.thinking();
    if (asked == null) {
      return chat;
    }
    if (asked.mode() != Thinking.Mode.OFF && forced(chat) && !chatConstraints.forcedThoughts()) {
      lost.add(THINKING);
      return chat.withThinking(null);
    }
    List<String> abilities = model == null ? null : model.abilities();
    if (chatConstraints.declaredThinkers() && abilities != null && !abilities.contains(REASONING)) {
      if (asked.mode() != Thinking.Mode.OFF) {
        lost.add(THINKING);
      }
      return chat.withThinking(null);
    }
    Thinking told = budget(effort(asked, chat.model()), chat.maxOutputTokens());
    return asked.equals(told) ? chat : chat.withThinking(told);
  }

  private static boolean forced(ChatRequest chat) {
    String choice = chat.toolChoice();
    return choice != null
        && !choice.equals("auto")
        && !choice.equals("none")
        && chat.tools() != null
        && !chat.tools().isEmpty();
  }

  private Thinking effort(Thinking asked, String name) {
    List<String> known = rule(name).efforts();
    String word = asked.effort();
    if (known == null || word == null || known.contains(word)) {
      return asked;
    }
    if (known.isEmpty()) {
      boolean off = asked.mode() == Thinking.Mode.OFF || word.equals("none");
      if (!off) {
        lost.add("thinking.effort");
      }
      return new Thinking(off ? Thinking.Mode.OFF : Thinking.Mode.ON, asked.budgetTokens(), null);
    }
    lost.add("thinking.effort");
    String near = nearest(word, known);
    Thinking.Mode mode = near.equals("none") ? Thinking.Mode.OFF : Thinking.Mode.ADAPTIVE;
    return new Thinking(mode, asked.budgetTokens(), near);
  }

  private ModelRule rule(String name) {
    ModelRule declared = model == null ? null : model.takes();
    return declared == null ? chatConstraints.model(name) : declared;
  }

  private static String nearest(String word, List<String> known) {
    int at = EFFORTS.indexOf(word);
    String nearest = known.getFirst();
    int least = Integer.MAX_VALUE;
    for (String one : known) {
      int away = Math.abs(EFFORTS.indexOf(one) - at);
      if (away < least) {
        least = away;
        nearest = one;
      }
    }
    return nearest;
  }

  private @Nullable Thinking budget(Thinking asked, @Nullable Integer longest) {
    Integer least = chatConstraints.leastThoughts();
    Integer budget = asked.budgetTokens();
    if (least == null || budget == null || asked.mode() == Thinking.Mode.OFF) {
      return asked;
    }
    int most = longest == null ? Integer.MAX_VALUE : longest - 1;
    int told = Math.min(Math.max(budget, least), most);
    if (told == budget) {
      return asked;
    }
    if (told < least) {
      lost.add(THINKING);
      return null;
    }
    lost.add("thinking.budgetTokens");
    return new Thinking(asked.mode(), told, asked.effort());
  }

  private ChatRequest temperature(ChatRequest chat) {
    ModelRule.Heat heat = rule(chat.model()).temperature();
    boolean fixed =
        heat == ModelRule.Heat.NEVER
            || (heat == ModelRule.Heat.UNTHINKING && thinks(chat.thinking()));
    if (!fixed) {
      return chat;
    }
    ChatRequest cold = chat;
    if (chat.temperature() != null && chat.temperature() != 1) {
      lost.add("temperature");
      cold = cold.withTemperature(null);
    }
    if (chat.topP() != null && chat.topP() != 1) {
      lost.add("topP");
      cold = cold.withTopP(null);
    }
    return cold;
  }

  private static boolean thinks(@Nullable Thinking thinking) {
    return thinking != null
        && thinking.mode() != Thinking.Mode.OFF
        && (thinking.budgetTokens() != null || thinking.effort() != null);
  }

  private ChatRequest user(ChatRequest chat) {
    Integer most = chatConstraints.user();
    String user = chat.user();
    if (most == null || user == null || user.length() <= most) {
      return chat;
    }
    lost.add("user");
    String digest = NameSpelling.digest(user);
    return chat.toBuilder().user(digest.substring(0, Math.min(most, digest.length()))).build();
  }

  private ChatRequest stops(ChatRequest chat) {
    List<String> asked = chat.stop();
    if (asked == null) {
      return chat;
    }
    List<String> kept =
        chatConstraints.blankStops()
            ? asked
            : asked.stream().filter(stop -> !stop.isBlank()).toList();
    Integer most = chatConstraints.stops();
    kept = most != null && kept.size() > most ? kept.subList(0, most) : kept;
    if (kept.equals(asked)) {
      return chat;
    }
    lost.add("stop");
    return chat.toBuilder().stop(kept.isEmpty() ? null : kept).build();
  }

  private ChatRequest tools(ChatRequest chat) {
    List<Tool> tools = chat.tools();
    if (tools == null || tools.isEmpty()) {
      boolean chosen = chat.toolChoice() != null || chat.parallelTools() != null;
      return tools == null && !chosen
          ? chat
          : chat.toBuilder().tools(null).toolChoice(null).parallelTools(null).build();
    }
    if (chatConstraints.unions()) {
      return chat;
    }
    List<Tool> fitted = tools.stream().map(this::fitted).toList();
    return fitted.equals(tools) ? chat : chat.withTools(fitted);
  }

  private Tool fitted(Tool tool) {
    if (tool.dialect() != null) {
      return tool;
    }
    Json.Obj schema =
        FittedSchema.tool(tool.parameters(), word -> lost.add("tools.parameters." + word));
    return schema.equals(tool.parameters())
        ? tool
        : new Tool(
            tool.name(),
            tool.description(),
            schema,
            tool.extra(),
            tool.cachePoint(),
            tool.strict(),
            null);
  }

  private ChatRequest answer(ChatRequest chat) {
    Json.Obj asked = chat.answerSchema();
    ChatConstraints.AnswerSchemas rule = chatConstraints.answers();
    if (asked == null || rule == null) {
      return chat;
    }
    Json.Obj schema = FittedSchema.answer(asked, rule, word -> lost.add("answerSchema." + word));
    return schema.equals(asked) ? chat : chat.toBuilder().answerSchema(schema).build();
  }

  private ChatRequest marked(ChatRequest chat) {
    Integer most = chatConstraints.cachePoints();
    if (most == null) {
      return chat;
    }
    List<Tool> tools = chat.tools() == null ? List.of() : chat.tools();
    long ofTools = tools.stream().filter(tool -> tool.cachePoint() != null).count();
    long over = ofTools + FittedMessages.marks(chat.messages()) - most;
    if (over <= 0) {
      return chat;
    }
    lost.add("messages.cache_point");
    List<Tool> left = new ArrayList<>();
    for (Tool tool : tools) {
      boolean cut = tool.cachePoint() != null && over > 0;
      over -= cut ? 1 : 0;
      left.add(cut ? tool.uncached() : tool);
    }
    return chat.withTools(chat.tools() == null ? null : left)
        .withMessages(FittedMessages.withoutMarks(chat.messages(), over));
  }
}
