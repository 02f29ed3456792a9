/** Usage, savings and recommendations as a part of the server. */
@NullMarked
package io.auterity.server.usage;

import org.jspecify.annotations.NullMarked;
