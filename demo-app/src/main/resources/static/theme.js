const THEMES = ['system', 'light', 'dark'];

/** Light, dark, or as the system is; remembered. */
export function theme(button) {
  let chosen = localStorage.getItem('theme');
  const apply = () => {
    chosen = THEMES.includes(chosen) ? chosen : 'system';
    document.documentElement.dataset.theme = chosen;
    button.textContent = `Theme: ${chosen}`;
  };
  button.addEventListener('click', () => {
    chosen = THEMES[(THEMES.indexOf(chosen) + 1) % THEMES.length];
    localStorage.setItem('theme', chosen);
    apply();
  });
  apply();
}
