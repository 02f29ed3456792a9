package io.auterity.server.mcp;

import io.auterity.platform.json.JsonReader;
import io.auterity.server.health.Version;
import io.auterity.server.web.security.Caller;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** The servlet of the Model Context Protocol; who calls is verified before it is reached. */
public final class McpEndpoint implements AutoCloseable {

  /** Where it is mounted. */
  public static final String PATH = "/mcp";

  static final String CALLER = "caller";

  /** Bytes of a message. */
  static final int LARGEST = 12_000_000;

  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

  private final HttpServletStreamableServerTransportProvider transport;
  private final ToolSets sets;
  private final McpSyncServer server;

  /**
   * An endpoint whose tools are made when they are first used.
   *
   * @param mostValues of a message
   */
  public McpEndpoint(Supplier<McpTools> tools, int mostValues) {
    this.sets = new ToolSets(tools);
    this.transport =
        HttpServletStreamableServerTransportProvider.builder()
            .jsonMapper(mapper(mostValues))
            .mcpEndpoint(PATH)
            .keepAliveInterval(KEEP_ALIVE)
            .maxRequestSize(LARGEST)
            .contextExtractor(this::context)
            .build();
    this.server =
        McpServer.sync(transport)
            .serverInfo("auterity", Version.current())
            .instructions(
                "Search the catalogue, describe a capability to see its input, then call it.")
            .capabilities(ServerCapabilities.builder().tools(false).build())
            .immediateExecution(true)
            .tools(ToolList.of(tools))
            .addToolFilter(ToolSets::shows)
            .build();
  }

  private static McpJsonMapper mapper(int mostValues) {
    return new JacksonMcpJsonMapper(
        JsonMapper.builder(JsonReader.factory(LARGEST, mostValues)).build());
  }

  private McpTransportContext context(HttpServletRequest request) {
    return Caller.of(request)
        .map(
            caller ->
                McpTransportContext.create(
                    Map.of(CALLER, caller, ToolSets.OF_CALLER, sets.of(server, caller))))
        .orElse(McpTransportContext.EMPTY);
  }

  public HttpServlet servlet() {
    return transport;
  }

  @Override
  public void close() {
    server.closeGracefully();
  }
}
