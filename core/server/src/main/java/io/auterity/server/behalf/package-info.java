/** What connectors do on behalf of who calls them: calls on the road, runs of the engine. */
@NullMarked
package io.auterity.server.behalf;

import org.jspecify.annotations.NullMarked;
