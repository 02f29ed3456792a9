/** Scripts in processes of their own: starting them, asking them, ending them. */
@NullMarked
package io.auterity.plugins.script;

import org.jspecify.annotations.NullMarked;
