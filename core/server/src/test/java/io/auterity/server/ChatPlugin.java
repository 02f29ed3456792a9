package io.auterity.server;

import io.auterity.provider.plugin.PluginJar;
import java.nio.file.Path;

/**
 * A plugin with one chat connector, {@code ID-chat}, which needs no configuration and whose models
 * do what a piece of Java says.
 */
public final class ChatPlugin {

  private static final String MANIFEST =
      """
      id: @id
      version: 1.0.0
      spi: 1
      main: sample.Chatting
      summary: Does what a test says
      needs: []
      natives: false
      connectors:
        - id: @id-chat
          kind: ai
          summary: Does what a test says
          marks: [local]
          auth: [none]
          egress: []
          grade: V1
          support:
            chat.create: {support: full}
      """;

  private static final String STREAM = "      chat.stream: {support: full}\n";

  private static final String EMBEDS = "      embedding.create: {support: full}\n";

  private static final String CLASSIFIES = "      text.classify: {support: full}\n";

  private static final String SOURCE =
      """
      package sample;

      import io.auterity.spi.*;
      import io.auterity.spi.ai.*;
      import java.io.*;
      import java.nio.file.*;
      import java.time.Duration;
      import java.util.*;
      import java.util.function.Supplier;

      public class Chatting implements Plugin {
        public List<Connector<?>> connectors() { return List.of(new ChatConnector()); }

        static class ChatConnector implements Connector<Ai> {
          public String id() { return "@id-chat"; }
          public Class<Ai> kind() { return Ai.class; }
          public Ai open(ProviderContext context) { return new Chats(); }
          public void check(Ai instance, Call call) {}
        }

        static class Chats implements Ai {
          @members
        }
      }
      """;

  private ChatPlugin() {}

  /**
   * Writes its jar.
   *
   * @param members of a class that implements {@code Ai}: {@code createChat}, perhaps {@code
   *     streamChat}, {@code createEmbedding} or {@code classifyText}, and what they need
   */
  public static void write(String id, String members, Path jar) {
    boolean streams = members.contains(" streamChat(");
    boolean embeds = members.contains(" createEmbedding(");
    boolean classifies = members.contains(" classifyText(");
    String manifest =
        MANIFEST
            + (streams ? STREAM : "")
            + (embeds ? EMBEDS : "")
            + (classifies ? CLASSIFIES : "");
    new PluginJar()
        .manifest(manifest.replace("@id", id))
        .source("sample.Chatting", SOURCE.replace("@id", id).replace("@members", members))
        .write(jar);
  }
}
