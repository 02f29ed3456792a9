/** The catalogue for agents: tools of the Model Context Protocol, workflows among them. */
@NullMarked
package io.auterity.server.mcp;

import org.jspecify.annotations.NullMarked;
