import { Icon } from './Icon';
import { switchTheme } from './theme';

export function ThemeSwitch() {
  return (
    <button type="button" className="ghost" aria-label="Switch between light and dark" onClick={switchTheme}>
      <Icon name="theme" />
    </button>
  );
}
