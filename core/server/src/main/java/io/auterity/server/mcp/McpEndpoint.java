package io.auterity.server.mcp;

import io.auterity.platform.json.JsonReader;
import io.auterity.server.health.Version;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import jakarta.servlet.http.HttpServlet;
import tools.jackson.databind.json.JsonMapper;

/**
 * The stateless servlet of the Model Context Protocol: any server may answer the next message; who
 * calls is verified before it is reached, and {@link ToolMethods} answers what is asked about
 * tools.
 */
public final class McpEndpoint implements AutoCloseable {

  /** Where it is mounted. */
  public static final String PATH = "/mcp";

  /** Bytes of a message. */
  static final int LARGEST = 12_000_000;

  private final HttpServletStatelessServerTransport transport;
  private final McpStatelessSyncServer server;

  /** With a bound on the values of a message. */
  public McpEndpoint(int mostValues) {
    this.transport =
        HttpServletStatelessServerTransport.builder()
            .jsonMapper(mapper(mostValues))
            .messageEndpoint(PATH)
            .maxRequestSize(LARGEST)
            .build();
    this.server =
        McpServer.sync(transport)
            .serverInfo("auterity", Version.current())
            .instructions(
                "Search the catalogue, describe a capability to see its input, then call it. Tools"
                    + " run_… start workflows; workflow_run_get waits for one that goes on.")
            .capabilities(ServerCapabilities.builder().tools(false).build())
            .immediateExecution(true)
            .build();
  }

  private static McpJsonMapper mapper(int mostValues) {
    return new JacksonMcpJsonMapper(
        JsonMapper.builder(JsonReader.factory(LARGEST, mostValues)).build());
  }

  public HttpServlet servlet() {
    return transport;
  }

  @Override
  public void close() {
    server.closeGracefully();
  }
}
