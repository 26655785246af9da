// Pairs of names of people, one person or two, as screening lists and CRMs meet them. Its one rule: collected by the ways in which names differ, not by
// what any function says of them.

export type NamePair = readonly [a: string, b: string]

export interface NamePairs {
  /** What makes them hard, or `clean`. */
  kind: string
  same: readonly NamePair[]
  differ: readonly NamePair[]
}

export const people: readonly NamePairs[] = [
  {
    kind: 'clean',
    same: [
      ['Grace Hopper', 'Grace Hopper'],
      ['Margaret Hamilton', 'MARGARET HAMILTON'],
      ['Søren Kierkegaard', 'Soren Kierkegaard'],
      ['Katherine Johnson', 'Johnson, Katherine'],
      ['Dr. Radia Perlman', 'Radia Perlman'],
      ['Jürgen Habermas', 'Juergen Habermas'],
    ],
    differ: [
      ['Grace Hopper', 'Barbara Liskov'],
      ['Margaret Hamilton', 'Katherine Johnson'],
      ['John Backus', 'John McCarthy'],
      ['Alan Turing', 'Alan Kay'],
      ['Ada Lovelace', 'Frances Allen'],
      ['Dennis Ritchie', 'Ken Thompson'],
    ],
  },
  {
    kind: 'spelling',
    same: [
      ['Katherine Johnson', 'Kathrine Jonson'],
      ['Stephen Hawking', 'Steven Hawkin'],
      ['Geoffrey Chaucer', 'Jeffrey Chaucer'],
      ['Philip Glass', 'Phillip Glas'],
      ['Dmitri Shostakovich', 'Dimitri Schostakowitsch'],
      ['Leonhard Euler', 'Leonard Euler'],
      ['Siobhan O’Connor', 'Siobhan OConnor'],
      ['Agnieszka Kowalczyk', 'Agnieska Kowalcyk'],
    ],
    differ: [
      ['Marina Novak', 'Martina Novak'],
      ['Jan Bakker', 'Jane Bakker'],
      ['Eric Larsen', 'Erica Larsen'],
      ['Hans Meier', 'Heinz Meier'],
      ['Li Wei', 'Li Wen'],
      ['Kim Min-jun', 'Kim Min-seo'],
      ['Anna Schmid', 'Anne Schmidtke'],
      ['Tom Harris', 'Tim Harris'],
    ],
  },
  {
    kind: 'order and parts',
    same: [
      ['Nakamura Hiroshi', 'Hiroshi Nakamura'],
      ['Gabriel García Márquez', 'Gabriel Garcia'],
      ['María del Carmen Fernández López', 'Carmen Fernandez Lopez'],
      ['Vladimir Ilyich Kuznetsov', 'Vladimir Kuznetsov'],
      ['Jean-Luc Picard', 'Jean Luc Picard'],
      ['John Ronald Reuel Tolkien', 'J. R. R. Tolkien'],
      ['Ludwig van Beethoven', 'Beethoven, Ludwig'],
      ['Charles de Gaulle', 'Charles Degaulle'],
      ['Anna-Lena Hartmann', 'Annalena Hartmann'],
      ['Wang Xiaoming', 'Xiao Ming Wang'],
    ],
    differ: [
      ['Ivan Petrovich Sidorov', 'Ivan Nikolaevich Sidorov'],
      ['Ahmed Hassan Ali', 'Ahmed Hussein Omar'],
      ['José Luis Fernández', 'José Antonio Fernández'],
      ['Martin Luther', 'Martin Luther King'],
      ['George Walker Bush', 'George Herbert Bush'],
      ['Wang Wei', 'Wang Xiaoming'],
      ['Peter van Dijk', 'Petra van Dijk'],
      ['Abdul Rahman', 'Abdul Karim'],
    ],
  },
  {
    kind: 'other scripts and romanisations',
    same: [
      ['Владимир Кузнецов', 'Vladimir Kuznetsov'],
      ['Сергей Рахманинов', 'Sergei Rachmaninoff'],
      ['Pyotr Tchaikovsky', 'Pëtr Čajkovskij'],
      ['Mohammed El Baradei', 'Muhammad ElBaradei'],
      ['Yusuf Islam', 'Youssef Islam'],
      ['Abdul Rahman Munif', 'Abd al-Rahman Munif'],
      ['Nikos Kazantzakis', 'Νίκος Καζαντζάκης'],
      ['Aleksandr Pushkin', 'Alexander Pushkin'],
      ['Yevgeny Zamyatin', 'Evgenii Zamiatin'],
      ['Chiang Kai-shek', 'Chiang Kai Shek'],
    ],
    differ: [
      ['Владимир Кузнецов', 'Виктор Кузнецов'],
      ['Mohammed Hussein', 'Mahmoud Hussein'],
      ['Aleksandr Ivanov', 'Aleksei Ivanov'],
      ['Yusuf Demir', 'Yasin Demir'],
      ['Olga Petrova', 'Oleg Petrov'],
      ['Hassan Nasser', 'Hussein Nasser'],
    ],
  },
  {
    kind: 'nicknames and initials',
    same: [
      ['William Gates', 'Bill Gates'],
      ['Elizabeth Warren', 'Liz Warren'],
      ['Robert Dylan', 'Bob Dylan'],
      ['Francesca Rossi', 'F. Rossi'],
      ['Aleksandr Solzhenitsyn', 'Sasha Solzhenitsyn'],
      ['Margaret Thatcher', 'Maggie Thatcher'],
      ['José Martínez', 'Pepe Martinez'],
      ['Richard Feynman', 'Dick Feynman'],
    ],
    differ: [
      ['Alexander Graham', 'Alexandra Graham'],
      ['Edward Norton', 'Edmund Norton'],
      ['R. Feynman', 'M. Feynman'],
      ['Robert Dylan', 'Roberta Dylan'],
      ['Henry Adams', 'Harold Adams'],
      ['Daniel Stern', 'Danielle Stern'],
    ],
  },
  {
    kind: 'families',
    same: [
      ['Martin King Jr.', 'Martin King, Jr'],
      ['Henry Ford II', 'Henry Ford 2nd'],
    ],
    differ: [
      ['Martin King Jr.', 'Martin King Sr.'],
      ['Jakob Grimm', 'Wilhelm Grimm'],
      ['Charlotte Brontë', 'Emily Brontë'],
      ['Venus Williams', 'Serena Williams'],
      ['Heinrich Mann', 'Thomas Mann'],
      ['Marie Curie', 'Pierre Curie'],
    ],
  },
]
