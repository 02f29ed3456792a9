/** The catalogue for agents: three tools of the Model Context Protocol. */
@NullMarked
package io.auterity.server.mcp;

import org.jspecify.annotations.NullMarked;
