import { useRoom } from '../../live/room-clock.tsx';
import { useText } from '../../messages/language.tsx';
import { CommandTable } from '../../shell/command-table.tsx';
import { KeyTable } from '../../shell/key-table.tsx';
import { Fact, Facts, Page, Panel, Row, Stack } from '../../ui/frame.tsx';

/** Words of the glossary, in the order in which somebody meets them. */
const WORDS = [
  'hostAuthority',
  'guest',
  'component',
  'mandate',
  'clause',
  'instrument',
  'assumption',
  'commitment',
  'conferral',
  'clearance',
  'accompaniment',
  'suspension',
  'proposal',
  'report',
  'outcome',
  'nearMiss',
  'approval',
  'houseRule',
  'release',
  'consultation',
  'recorded',
  'included',
  'correction',
  'statement',
  'openQuestion',
] as const;
const NOTS = ['dispatch', 'outside', 'proof', 'operator', 'script', 'people'] as const;

/** How to begin, which keys there are, what the words mean, and what Remit is not. */
export function HelpScreen() {
  const { t } = useText();
  const { isWitnessed } = useRoom();
  return (
    <Page title={t('help.title')}>
      <Panel title={t('help.begin')}>
        <Stack>
          <p className="r-reading">{t('help.beginText')}</p>
          <p className="r-reading">{t('help.commandLine')}</p>
          <Row>
            <a href="/public/" target="_blank" rel="noopener" className="r-button">
              {t('shell.publicSide')}
            </a>
            <a href="/public/verify.html" target="_blank" rel="noopener" className="r-button">
              {t('shell.verify')}
            </a>
          </Row>
        </Stack>
      </Panel>
      <Panel title={t('help.not')}>
        <ul className="r-bullets r-reading">
          {NOTS.map((id) => (
            <li key={id}>{t(`not.${id}`)}</li>
          ))}
          <li>{t(isWitnessed ? 'not.witnessed' : 'not.unwitnessed')}</li>
        </ul>
      </Panel>
      <Panel title={t('help.words')}>
        <Facts>
          {WORDS.map((id) => (
            <Fact key={id} name={t(`word.${id}`)}>
              {t(`means.${id}`)}
            </Fact>
          ))}
        </Facts>
      </Panel>
      <Panel title={t('help.commands')}>
        <Stack>
          <p className="r-dim r-reading">{t('help.commandsElse')}</p>
          <CommandTable />
        </Stack>
      </Panel>
      <Panel title={t('help.keys')}>
        <KeyTable />
      </Panel>
    </Page>
  );
}
