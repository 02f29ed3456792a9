package io.auterity.server.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.platform.problem.Problem;
import io.auterity.server.mcp.AgentTool.ToolCall;
import io.auterity.server.web.security.Caller;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.engine.InvalidInputException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the methods of the protocol about tools, {@code tools/list} and {@code tools/call}. The
 * protocol's server has one list of tools for all its callers; here each caller has one of its own,
 * and two tenants may have tools of the same name.
 */
public final class ToolMethods extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ToolMethods.class);

  private final transient Supplier<ToolSets> tools;

  /** With tools that are made when they are first used. */
  public ToolMethods(Supplier<ToolSets> tools) {
    this.tools = tools;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Json.Obj message = RpcMessage.of(request);
    Json id = message.get("id");
    String method = Objects.requireNonNullElse(message.text("method"), "");
    if (id == null || !(method.equals("tools/list") || method.equals("tools/call"))) {
      chain.doFilter(request, response);
      return;
    }
    Caller caller = Caller.required(request);
    Json.Obj params = object(message, "params");
    try (ToolCall call =
        new ToolCall(caller, object(params, "arguments"), object(params, "_meta"))) {
      write(
          response, answer(id, method.equals("tools/list") ? list(caller) : called(call, params)));
    } catch (UnknownToolException e) {
      new RpcError(HttpServletResponse.SC_OK, RpcError.INVALID_PARAMS, e.told(), id)
          .write(response);
    }
  }

  private Json.Obj list(Caller caller) {
    List<Json> listed =
        tools.get().of(caller).values().stream()
            .map(AgentTool::listed)
            .map(Json.class::cast)
            .toList();
    return Json.EMPTY.with("tools", Json.array(listed));
  }

  private Json.Obj called(ToolCall call, Json.Obj params) throws UnknownToolException {
    String name = Objects.requireNonNullElse(params.text("name"), "");
    try {
      return result(tools.get().of(call.caller(), name).act().run(call), false);
    } catch (CallFailedException e) {
      return result(failed(e.failure()), true);
    } catch (InvalidInputException e) {
      return result(invalid(e.problems()), true);
    } catch (RuntimeException e) {
      LOG.error("The tool '{}' could not be called.", name, e);
      return result(failed(Failure.of(FailureCode.INTERNAL, "the tool could not be called")), true);
    }
  }

  private static Json.Obj object(Json.Obj holder, String name) {
    return holder.get(name) instanceof Json.Obj given ? given : Json.EMPTY;
  }

  private static Json.Obj invalid(List<Problem> problems) {
    Failure failure = Failure.of(FailureCode.INVALID, problems.getFirst().toString());
    return failed(failure)
        .with(
            "problems",
            Json.array(problems.stream().map(each -> Json.of(each.toString())).toList()));
  }

  private static Json.Obj failed(Failure failure) {
    return Json.EMPTY
        .with("code", Json.of(failure.code().wire()))
        .with("message", Json.of(failure.message()))
        .with("retryable", Json.of(failure.retryable()))
        .with("applied", Json.of(failure.applied().wire()))
        .with("fields", Json.object(texts(failure.fields())));
  }

  private static Map<String, Json> texts(Map<String, String> texts) {
    Map<String, Json> values = new TreeMap<>();
    texts.forEach((name, text) -> values.put(name, Json.of(text)));
    return values;
  }

  private static Json.Obj result(Json.Obj value, boolean failed) {
    Json.Obj text =
        Json.EMPTY.with("type", Json.of("text")).with("text", Json.of(value.toString()));
    return Json.EMPTY
        .with("content", Json.array(List.of(text)))
        .with("structuredContent", value)
        .with("isError", Json.of(failed));
  }

  private static Json.Obj answer(Json id, Json.Obj result) {
    return Json.EMPTY.with("jsonrpc", Json.of("2.0")).with("id", id).with("result", result);
  }

  private static void write(HttpServletResponse response, Json.Obj answer) throws IOException {
    byte[] event = "event: message\ndata: %s\n\n".formatted(answer).getBytes(UTF_8);
    response.setContentType("text/event-stream");
    response.setCharacterEncoding(UTF_8);
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(event.length);
    response.getOutputStream().write(event);
  }

  /** Says that there is no tool of a name. */
  static final class UnknownToolException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String told;

    UnknownToolException(String told) {
      super(told);
      this.told = told;
    }

    String told() {
      return told;
    }
  }
}
