/** The application: console API, WebSocket, MCP, health and metrics over the core. */
@NullMarked
package io.auterity.server;

import org.jspecify.annotations.NullMarked;
